/** Characters of a pattern, in code units. */
export const MAX_GLOB_CHARS = 1_024;

export interface GlobOptions {
  readonly ignoreCase?: boolean;
  /** `*` and `?` stop at a slash, `**` does not, and `**` with a slash behind it may stand for nothing. `\` is a slash. */
  readonly pathLike?: boolean;
}

/** Whether a text is matched, whole. */
export type Glob = (text: string) => boolean;

/** A place of a pattern: text, one character of a kind, or a gap of any length. */
type Token = string | OneCharacter | Gap;
type OneCharacter = (character: string) => boolean;
/** `any`: everything; `name`: all but slashes; `folders`: nothing, or everything up to and with a slash. */
interface Gap {
  readonly gap: 'any' | 'name' | 'folders' | 'inside';
}

/**
 * A pattern of `*`, `?`, `[abc]`, `[a-z]`, `[!a]`. `undefined` when it is too long.
 *
 * Never more work than the length of the text times that of the pattern: pieces of text between gaps are looked for
 * once, each behind the one before; other patterns are walked with all their possible places at once.
 */
export const compileGlob = (pattern: string, options: GlobOptions = {}): Glob | undefined => {
  if (pattern.length > MAX_GLOB_CHARS) return undefined;
  const matches = matchTokens(tokenize(inCase(pattern, options), options));
  if (!options.pathLike) return options.ignoreCase ? text => matches(text.toLowerCase()) : matches;
  return text => matches(asPath(inCase(text, options)));
};

const inCase = (text: string, { ignoreCase }: GlobOptions): string => (ignoreCase ? text.toLowerCase() : text);

const asPath = (text: string): string => (text.includes('\\') ? text.replaceAll('\\', '/') : text);

const ANY: Gap = { gap: 'any' };
const NAME: Gap = { gap: 'name' };
const FOLDERS: Gap = { gap: 'folders' };
/** Within the name of a folder the slash has still to come: that is a place of its own. */
const INSIDE: Gap = { gap: 'inside' };

const tokenize = (pattern: string, options: GlobOptions): Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const { token, end } = readToken(pattern, at, options);
    const last = tokens.at(-1);
    if (typeof token === 'string' && typeof last === 'string') tokens[tokens.length - 1] = last + token;
    // Two gaps in a row are one: the wider.
    else if (token !== last || typeof token !== 'object') tokens.push(token);
    at = end;
  }
  return tokens;
};

const readToken = (pattern: string, at: number, options: GlobOptions): { token: Token; end: number } => {
  const character = characterAt(pattern, at);
  const next = at + character.length;
  switch (character) {
    case '*':
      return readStar(pattern, at, options);
    case '?':
      return { token: options.pathLike ? one => one !== '/' : () => true, end: next };
    case '[':
      return readClass(pattern, at) ?? { token: character, end: next };
    case '\\':
      return { token: options.pathLike ? '/' : character, end: next };
    default:
      return { token: character, end: next };
  }
};

const readStar = (pattern: string, at: number, { pathLike }: GlobOptions): { token: Token; end: number } => {
  if (!pathLike) return { token: ANY, end: at + 1 };
  if (pattern[at + 1] !== '*') return { token: NAME, end: at + 1 };
  const isFolders = pattern[at + 2] === '/' || pattern[at + 2] === '\\';
  return isFolders ? { token: FOLDERS, end: at + 3 } : { token: ANY, end: at + 2 };
};

/** `[abc]`, `[a-z]`, `[!abc]`, `[^abc]`; a bracket that is never closed, or closed at once, is itself. */
const readClass = (pattern: string, from: number): { token: Token; end: number } | undefined => {
  const excludes = pattern[from + 1] === '!' || pattern[from + 1] === '^';
  const start = excludes ? from + 2 : from + 1;
  const close = pattern.indexOf(']', start + 1);
  if (close === -1) return undefined;
  const ranges = readRanges(Array.from(pattern.slice(start, close)));
  const isInside: OneCharacter = one => ranges.some(([first, last]) => one >= first && one <= last);
  return { token: excludes ? one => !isInside(one) : isInside, end: close + 1 };
};

const readRanges = (characters: readonly string[]): [first: string, last: string][] => {
  const ranges: [string, string][] = [];
  for (let at = 0; at < characters.length; ) {
    const first = characters[at] ?? '';
    const isRange = characters[at + 1] === '-' && at + 2 < characters.length;
    ranges.push([first, isRange ? (characters[at + 2] ?? first) : first]);
    at += isRange ? 3 : 1;
  }
  return ranges;
};

const characterAt = (text: string, at: number): string => {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
};

const matchTokens = (tokens: readonly Token[]): Glob => {
  const [first, ...rest] = tokens;
  // With a slash before the text, `**/` at the start is plainly everything and a slash.
  if (first === FOLDERS) {
    const matches = matchTokens(joinTexts([ANY, '/', ...rest]));
    return text => matches(`/${text}`);
  }
  return tokens.every(token => typeof token === 'string' || token === ANY) ? matchTexts(tokens) : walk(tokens);
};

const joinTexts = (tokens: readonly Token[]): Token[] => {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (typeof token === 'string' && typeof last === 'string') joined[joined.length - 1] = last + token;
    else joined.push(token);
  }
  return joined;
};

/** Only text and gaps of anything: an earlier find leaves more room for the rest, so nothing is ever tried again. */
const matchTexts = (tokens: readonly Token[]): Glob => {
  const texts = tokens.filter(token => typeof token === 'string');
  if (!tokens.includes(ANY)) return text => text === (texts[0] ?? '');
  const head = typeof tokens[0] === 'string' ? (texts.shift() ?? '') : '';
  const tail = typeof tokens.at(-1) === 'string' ? (texts.pop() ?? '') : '';
  return text => {
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    for (const piece of texts) {
      const found = text.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return at <= text.length - tail.length;
  };
};

/** Any pattern: the places of the pattern that the text read so far may have led to, all at once. */
const walk = (tokens: readonly Token[]): Glob => {
  const places = tokens.flatMap(placesOf);
  return text => {
    let open = enter(places, [0]);
    for (const character of text) {
      const next: number[] = [];
      for (const at of open) step(places[at], at, character, next);
      if (next.length === 0) return false;
      open = enter(places, next);
    }
    return open.has(places.length);
  };
};

const placesOf = (token: Token): Token[] => {
  if (typeof token === 'string') return Array.from(token);
  return token === FOLDERS ? [FOLDERS, INSIDE] : [token];
};

/** Where one more character leads from a place. */
const step = (place: Token | undefined, at: number, character: string, next: number[]): void => {
  if (place === undefined || place === FOLDERS) return;
  if (place === INSIDE) {
    next.push(at);
    if (character === '/') next.push(at + 1);
  } else if (typeof place === 'string') {
    if (place === character) next.push(at + 1);
  } else if (typeof place === 'function') {
    if (place(character)) next.push(at + 1);
  } else if (place === ANY || character !== '/') next.push(at);
};

/** With the places that are reached without another character, because a gap may be empty. */
const enter = (places: readonly Token[], reached: readonly number[]): Set<number> => {
  const open = new Set<number>();
  const waiting = [...reached];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (open.has(at)) continue;
    open.add(at);
    const place = places[at];
    if (place === FOLDERS) waiting.push(at + 1, at + 2);
    else if (place === ANY || place === NAME) waiting.push(at + 1);
  }
  return open;
};
