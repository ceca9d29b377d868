import { MAX_NAME_UNITS } from '../format/limits.ts';
import { type MapTokens, NONE } from '../map/map-tokens.ts';
import type { LineStarts } from './line-starts.ts';
import type { NamePart } from './name-part.ts';
import { ANONYMOUS } from './scope-list.ts';

/** UTF-16 units of all names of a file that differ. */
export const MAX_NAMES_UNITS = 64 * 1024 * 1024;
/** A token of an identifier may begin this much before it. */
const COLUMNS_BEFORE = 1;

/** Puts names of scopes together as they were in the sources, and numbers them. */
export class ScopeNames {
  /** By number; the first two are UNKNOWN and ANONYMOUS. */
  readonly texts: string[] = ['', ''];
  private readonly numbers = new Map<string, number>();
  private units = 0;
  private readonly code: string;
  private readonly lines: LineStarts;
  private readonly tokens: MapTokens;
  private readonly names: readonly string[];

  constructor(code: string, lines: LineStarts, tokens: MapTokens, names: readonly string[]) {
    this.code = code;
    this.lines = lines;
    this.tokens = tokens;
    this.names = names;
  }

  /** The number of a scope's name. */
  numberOf(parts: readonly NamePart[], end: number): number {
    let name = '';
    let isMapped = false;
    for (const part of parts) {
      const text = cut(this.original(part));
      isMapped ||= text !== cut(part.text);
      name += text;
    }
    return this.number(isMapped ? name : (this.nameAtBrace(end) ?? name));
  }

  number(name: string): number {
    if (name === '') return ANONYMOUS;
    const text = cut(name);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.units += text.length;
    if (this.units > MAX_NAMES_UNITS) throw new RangeError('The names of functions are too long.');
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  private original({ text, at }: NamePart): string {
    if (at === undefined) return text;
    const line = this.lines.lineOf(at);
    const column = at - this.lines.startOf(line);
    const token = this.tokens.find(line, column);
    if (token === -1 || this.tokens.compare(token, line, column - COLUMNS_BEFORE) < 0) return text;
    return this.nameOf(token) ?? this.nameBefore(token) ?? text;
  }

  /** A token without a name has that of the token before it, if both come from one place: compilers cut names in pieces. */
  private nameBefore(token: number): string | undefined {
    const column = this.tokens.column[token] ?? 0;
    const before = column === 0 ? -1 : this.tokens.find(this.tokens.line[token] ?? 0, column - 1);
    return before !== -1 && this.tokens.haveOneOrigin(before, token) ? this.nameOf(before) : undefined;
  }

  /** Some compilers, of Dart for one, name a function at its closing brace: by a token of that brace alone. */
  private nameAtBrace(end: number): string | undefined {
    const brace = end - 1;
    // The reference engine counts bytes here: what ends with another sign is no brace to it.
    if (this.code.charCodeAt(brace) >= 0x80) return undefined;
    const line = this.lines.lineOf(brace);
    const column = brace - this.lines.startOf(line);
    const token = this.tokens.find(line, column);
    if (token === -1 || this.tokens.compare(token, line, column) !== 0) return undefined;
    const isAlone = end === this.code.length || this.endsBy(token + 1, line, column + 1);
    return isAlone ? this.nameOf(token) || undefined : undefined;
  }

  private endsBy(next: number, line: number, column: number): boolean {
    return next < this.tokens.length && this.tokens.compare(next, line, column) <= 0;
  }

  private nameOf(token: number): string | undefined {
    const name = this.tokens.name[token] ?? NONE;
    return name === NONE ? undefined : this.names[name];
  }
}

/** Piece by piece: a name may be joined of long texts, and often. */
function cut(text: string): string {
  return text.slice(0, MAX_NAME_UNITS);
}
