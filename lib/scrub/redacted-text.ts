import type { Mark } from './remarks.ts';
import type { Ranges, Rule } from './rules/rule.ts';

const NUL = '\0';

/** What writes in the place of what was taken: a rule of the settings, or one of a project's own. */
export interface Writer extends Pick<Rule, 'id' | 'replacement'> {
  /** The reference's letter for what is done; `s` when absent. */
  readonly type?: string;
  /** What is written instead of `replacement`, where that depends on what was taken. */
  readonly rewrite?: (taken: string) => string;
}

interface Redaction {
  readonly rule: string;
  readonly type: string;
  readonly text: string;
}

/**
 * A text on its way through the rules. `masked` holds one NUL in the place of each redaction, so no rule sees what
 * another wrote; the text's own NULs are left out.
 */
export class RedactedText {
  masked: string;
  #redactions: Redaction[];

  constructor(text: string, marks: readonly Mark[]) {
    let masked = '';
    let from = 0;
    for (const { start, end } of marks) {
      masked += withoutNuls(text.slice(from, start)) + NUL;
      from = end;
    }
    this.masked = masked + withoutNuls(text.slice(from));
    this.#redactions = marks.map(({ rule, type, start, end }) => ({ rule, type, text: text.slice(start, end) }));
  }

  replace(ranges: Ranges, { id: rule, type = 's', replacement, rewrite }: Writer): void {
    if (ranges.length === 0) return;
    const redaction = { rule, type, text: replacement };
    const earlier = this.#redactions;
    const redactions: Redaction[] = [];
    let masked = '';
    let from = 0;
    let next = 0;
    for (let i = 0; i < ranges.length; i += 2) {
      const between = this.masked.slice(from, ranges[i]);
      const kept = next + countNuls(between);
      const taken = this.masked.slice(ranges[i], ranges[i + 1]);
      redactions.push(...earlier.slice(next, kept), rewrite ? { rule, type, text: rewrite(taken) } : redaction);
      next = kept + countNuls(taken);
      masked += between + NUL;
      from = ranges[i + 1]!; // ranges come in twos
    }
    redactions.push(...earlier.slice(next));
    this.masked = masked + this.masked.slice(from);
    this.#redactions = redactions;
  }

  /** Takes all of it, unless nothing is left to take. */
  replaceWhole(rule: Writer): void {
    if (countNuls(this.masked) < this.masked.length) this.replace([0, this.masked.length], rule);
  }

  join(): { text: string; marks: Mark[] } {
    const [head = '', ...pieces] = this.masked.split(NUL);
    const marks: Mark[] = [];
    let text = head;
    for (const [i, piece] of pieces.entries()) {
      const { rule, type, text: written } = this.#redactions[i]!; // one for each NUL
      marks.push({ rule, type, start: text.length, end: text.length + written.length });
      text += written + piece;
    }
    return { text, marks };
  }
}

export const withoutNuls = (text: string): string => (text.includes(NUL) ? text.replaceAll(NUL, '') : text);

function countNuls(text: string): number {
  let count = 0;
  for (let at = text.indexOf(NUL); at >= 0; at = text.indexOf(NUL, at + 1)) count++;
  return count;
}
