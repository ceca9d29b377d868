/** A word of a selector. `at` counts characters (UTF-16 units) from the text's beginning. */
export interface Token {
  readonly kind: '|' | '&' | '!' | '(' | ')' | '.' | '*' | '**' | 'type' | 'key' | 'index' | 'unreadable';
  /** The name of a type, a key without its quotes, an index. */
  readonly text: string;
  readonly at: number;
}

const WORD =
  /\s*(?:(\|\|?)|(&&?)|([!~])|([().])|(\*\*|\*)|\$([a-z_]+)|'((?:[^']|'')*)'|([a-z_][a-z0-9_-]*)|(\d+(?![\w-])))/iy;
const BLANKS = /\s*$/y;

/** The words of a selector; where it cannot be read it ends in an `unreadable` one. */
export function tokenizeSelector(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; !isBlankFrom(text, at); at = WORD.lastIndex) {
    WORD.lastIndex = at;
    const match = WORD.exec(text);
    if (match === null) return [...tokens, { kind: 'unreadable', text: '', at }];
    tokens.push(tokenOf(match, at));
  }
  return tokens;
}

function isBlankFrom(text: string, at: number): boolean {
  BLANKS.lastIndex = at;
  return BLANKS.test(text);
}

function tokenOf(match: RegExpExecArray, at: number): Token {
  const [, or, and, not, sign, star, type, quoted, key, index] = match;
  if (or !== undefined) return { kind: '|', text: '', at };
  if (and !== undefined) return { kind: '&', text: '', at };
  if (not !== undefined) return { kind: '!', text: '', at };
  if (sign !== undefined || star !== undefined) return { kind: (sign ?? star) as Token['kind'], text: '', at }; // as matched
  if (type !== undefined) return { kind: 'type', text: type.toLowerCase(), at };
  if (quoted !== undefined) return { kind: 'key', text: quoted.replaceAll("''", "'"), at };
  if (key !== undefined) return { kind: 'key', text: key, at };
  return { kind: 'index', text: index ?? '', at };
}
