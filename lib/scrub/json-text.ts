import { TYPE } from './advanced/value-type.ts';
import { type Field, FREE } from './field.ts';
import { KEY } from './key-decisions.ts';
import { scrubLooseText } from './loose-scrub.ts';
import { isSafe, type Step } from './safe-fields.ts';
import type { Scrub } from './scrub.ts';

const CONTAINER_OR_NUMBER = TYPE.array | TYPE.object | TYPE.number;

/** Levels of nesting. A recorded page takes two of them for one of its own, and browsers parse 512 of those. */
const MAX_NESTING = 4_096;

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** What comes before the blank: JSON allows none of it in a text. */
const CONTROL = /[^ -\uffff]/;
const QUOTE = '"';
const NOTHING = 'null';

export interface JsonTextOptions {
  /** Whether several values may follow one another, as in logs of JSON lines. */
  readonly values: 'one' | 'many';
  /** What its texts are treated as. */
  readonly field: Field;
  /** Keys whose own text no rule touches, below these parents. */
  readonly spares: (key: string, parents: readonly Step[]) => boolean;
  /** What a project's own rules make of a text; they run first. */
  readonly advance?: ((text: string, step: Step) => string) | undefined;
}

/**
 * Scrubs JSON as it is written: keys decide as in events. What is not taken stays letter by letter, long numbers and line breaks included; `undefined` when the text is
 * no JSON. It holds no tree, so that a text of many megabytes costs little more than itself.
 */
export function scrubJsonText(scrub: Scrub, text: string, options: JsonTextOptions): string | undefined {
  return new JsonText(scrub, text, options).scrub();
}

class JsonText {
  readonly #scrub: Scrub;
  readonly #text: string;
  readonly #options: JsonTextOptions;
  readonly #pieces: string[] = [];
  /** Up to here the text is in the pieces. */
  #taken = 0;
  #at = 0;
  /** What closes the containers that are open, outermost first. */
  readonly #closers: string[] = [];
  /** Key or index of the value to come, within its container; those of the containers are `scrub.names`. */
  #step: Step = 0;
  /** A container that goes as a whole: where it began, and how many are around it. */
  #falling: { start: number; depth: number } | undefined;

  constructor(scrub: Scrub, text: string, options: JsonTextOptions) {
    this.#scrub = scrub;
    this.#text = text;
    this.#options = options;
  }

  scrub(): string | undefined {
    const { names } = this.#scrub;
    const depth = names.length;
    const sound = this.#readAll();
    names.length = depth;
    if (!sound) return undefined;
    if (this.#pieces.length === 0) return this.#text;
    return this.#pieces.join('') + this.#text.slice(this.#taken);
  }

  #readAll(): boolean {
    do {
      this.#step = 0;
      if (!this.#readValue()) return false;
      this.#skip(SPACE);
    } while (this.#options.values === 'many' && this.#at < this.#text.length);
    return this.#at === this.#text.length;
  }

  /** A loop with a stack of its own: how deep it goes is the sender's choice. */
  #readValue(): boolean {
    for (;;) {
      this.#skip(SPACE);
      const opened = this.#open();
      if (opened === undefined) return false;
      if (opened) continue;
      const closed = this.#close();
      if (closed === undefined) return false;
      if (closed) return true;
    }
  }

  /** `true` when a container with a value to read was opened, `false` when a value is complete. */
  #open(): boolean | undefined {
    const sign = this.#text.charAt(this.#at);
    if (sign !== '{' && sign !== '[') return this.#readScalar(sign) ? false : undefined;
    const closer = sign === '{' ? '}' : ']';
    if (this.#closers.length === MAX_NESTING) return undefined;
    this.#beginFall();
    this.#closers.push(closer);
    this.#scrub.names.push(this.#step);
    this.#step = 0;
    this.#at++;
    this.#skip(SPACE);
    if (this.#text.charAt(this.#at) === closer) return false;
    return closer === ']' || this.#readKey() ? true : undefined;
  }

  /** After a value: `true` when nothing is open any more, `false` when another value follows. */
  #close(): boolean | undefined {
    for (;;) {
      const closer = this.#closers.at(-1);
      if (closer === undefined) return true;
      this.#skip(SPACE);
      const sign = this.#text.charAt(this.#at++);
      if (sign === ',') {
        if (typeof this.#step === 'number') this.#step++;
        return closer === ']' || this.#readKey() ? false : undefined;
      }
      if (sign !== closer) return undefined;
      this.#closers.pop();
      this.#step = this.#scrub.names.pop() ?? 0;
      this.#endFall();
    }
  }

  #readKey(): boolean {
    this.#skip(SPACE);
    const key = this.#readString();
    if (key === undefined) return false;
    this.#step = key;
    this.#skip(SPACE);
    return this.#text.charAt(this.#at++) === ':';
  }

  #readScalar(sign: string): boolean {
    const start = this.#at;
    if (sign === QUOTE) {
      const value = this.#readString();
      if (value !== undefined) this.#scrubString(value, start);
      return value !== undefined;
    }
    if (this.#skip(NUMBER)) {
      if (this.#falls()) this.#remove(start);
      return true;
    }
    return this.#skip(WORD);
  }

  #scrubString(value: string, start: number): void {
    const { spares, advance } = this.#options;
    const step = this.#step;
    if (this.#falling !== undefined || (typeof step === 'string' && spares(step, this.#scrub.names))) return;
    const advanced = advance?.(value, step) ?? value;
    if (advanced !== value) this.#scrub.redactions++;
    const scrubbed = this.#scrub.profile.idle ? advanced : this.#scrubKnown(advanced, step);
    if (scrubbed !== value) this.#replace(start, JSON.stringify(scrubbed));
  }

  #scrubKnown(value: string, step: Step): string | null {
    const key = typeof step === 'string' ? this.#scrub.profile.keys.judge(step) : 0;
    // Only the rules for free fields know keys.
    const field = (key & KEY.falls) === 0 ? this.#options.field : FREE;
    return scrubLooseText(this.#scrub, value, step, key, field);
  }

  #beginFall(): void {
    if (this.#falls()) this.#falling = { start: this.#at, depth: this.#closers.length };
  }

  #endFall(): void {
    if (this.#falling?.depth !== this.#closers.length) return;
    this.#remove(this.#falling.start);
    this.#falling = undefined;
  }

  /** Whether the key takes what is no text. */
  #falls(): boolean {
    const { profile, root, names } = this.#scrub;
    const step = this.#step;
    if (profile.idle || this.#falling !== undefined || typeof step !== 'string') return false;
    return (
      (profile.keys.judge(step) & KEY.falls) !== 0 && !isSafe(profile.safe, root, names, step, CONTAINER_OR_NUMBER)
    );
  }

  #remove(start: number): void {
    this.#scrub.redactions++;
    this.#replace(start, NOTHING);
  }

  /** What was read since `start` becomes `written`. */
  #replace(start: number, written: string): void {
    this.#pieces.push(this.#text.slice(this.#taken, start), written);
    this.#taken = this.#at;
  }

  /** The text in the quotes that open here; `undefined` when there is none. */
  #readString(): string | undefined {
    const start = this.#at;
    if (this.#text.charAt(start) !== QUOTE) return undefined;
    const end = closingQuote(this.#text, start);
    if (end < 0) return undefined;
    this.#at = end + 1;
    const plain = this.#text.slice(start + 1, end);
    return plain.includes('\\') ? decode(this.#text.slice(start, this.#at)) : CONTROL.test(plain) ? undefined : plain;
  }

  /** Whether there was anything of it. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }
}

/** The next quote that no backslash takes away. Runs of backslashes are counted once, as each ends at its quote. */
function closingQuote(text: string, start: number): number {
  let end = text.indexOf(QUOTE, start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf(QUOTE, end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charAt(before - 1) === '\\') before--;
  return (at - before) % 2 === 1;
}

function decode(token: string): string | undefined {
  try {
    return String(JSON.parse(token));
  } catch {
    // An escape that JSON does not know is an expected fate, told by `undefined`.
    return undefined;
  }
}
