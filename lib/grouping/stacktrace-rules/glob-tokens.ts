/** One place of a pattern. `any`: all but line breaks; `name`: all but slashes; `folders`: nothing, or all up to and with a slash. */
export type GlobToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one'; readonly accepts: (unit: string) => boolean }
  | { readonly kind: 'any' }
  | { readonly kind: 'name' }
  | { readonly kind: 'folders' }
  | { readonly kind: 'either'; readonly choices: readonly (readonly GlobToken[])[] };

const ANY: GlobToken = { kind: 'any' };
const NAME: GlobToken = { kind: 'name' };
const FOLDERS: GlobToken = { kind: 'folders' };
const SLASH: GlobToken = { kind: 'text', text: '/' };

interface Reading {
  readonly pattern: string;
  readonly pathLike: boolean;
  at: number;
}

/** What a pattern is made of. `undefined`: a bracket or brace is not closed, or nested; such a pattern matches nothing. */
export function globTokens(pattern: string, pathLike: boolean): GlobToken[] | undefined {
  const reading: Reading = { pattern: pathLike ? pattern.replaceAll('\\', '/') : pattern, pathLike, at: 0 };
  const tokens = readTokens(reading, false);
  // `**/` alone is everything.
  return tokens?.length === 1 && tokens[0] === FOLDERS ? [ANY] : tokens;
}

/** Up to the end, or, in braces, up to their next comma or end. */
function readTokens(reading: Reading, inBraces: boolean): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  while (reading.at < reading.pattern.length) {
    const unit = reading.pattern.charAt(reading.at);
    if (inBraces && (unit === ',' || unit === '}')) break;
    // A brace that closes nothing is nothing.
    if (unit === '}') reading.at++;
    else if (unit === '*') readStars(reading, tokens, inBraces);
    else {
      const token = readToken(reading, inBraces);
      if (token === undefined) return undefined;
      push(tokens, token);
    }
  }
  return tokens;
}

function push(tokens: GlobToken[], token: GlobToken): void {
  const last = tokens.at(-1);
  if (token.kind === 'text' && last?.kind === 'text') {
    tokens[tokens.length - 1] = { kind: 'text', text: last.text + token.text };
  } else if (last?.kind !== token.kind || (token.kind !== 'any' && token.kind !== 'name')) tokens.push(token);
}

function readToken(reading: Reading, inBraces: boolean): GlobToken | undefined {
  const unit = reading.pattern.charAt(reading.at);
  if (unit === '[') return readClass(reading);
  if (unit === '{') return inBraces ? undefined : readBraces(reading);
  reading.at++;
  if (unit === '?') return { kind: 'one', accepts: reading.pathLike ? isInName : isInLine };
  if (unit !== '\\') return { kind: 'text', text: unit };
  const escaped = reading.pattern.charAt(reading.at++);
  return escaped === '' ? undefined : { kind: 'text', text: escaped };
}

export const isInName = (unit: string): boolean => unit !== '/';
export const isInLine = (unit: string): boolean => unit !== '\n';

/** `**` stands for folders where slashes or the ends of the pattern are around it, and for two `*` elsewhere. */
function readStars(reading: Reading, tokens: GlobToken[], inBraces: boolean): void {
  const { pattern, at } = reading;
  const isDouble = pattern.charAt(at + 1) === '*';
  const next = pattern.charAt(at + 2);
  const starts = tokens.length === 0 || pattern.charAt(at - 1) === '/';
  const ends = next === '' || (inBraces && (next === ',' || next === '}'));
  const isFolders = isDouble && starts && next === '/';
  reading.at = at + (isFolders ? 3 : isDouble ? 2 : 1);
  if (isDouble && starts && ends) push(tokens, ANY);
  else if (!isFolders) push(tokens, reading.pathLike ? NAME : ANY);
  // `a/**/**/b` is `a/**/b`.
  else if (tokens.at(-1)?.kind !== 'folders') tokens.push(FOLDERS);
}

function readBraces(reading: Reading): GlobToken | undefined {
  const choices: GlobToken[][] = [];
  do {
    reading.at++;
    const choice = readTokens(reading, true);
    if (choice === undefined || reading.at >= reading.pattern.length) return undefined;
    if (choice.length > 0) choices.push(choice);
  } while (reading.pattern.charAt(reading.at) === ',');
  reading.at++;
  return { kind: 'either', choices: choices.length === 0 ? [[]] : choices };
}

/** `[abc]`, `[a-z]`, `[!abc]`, `[^abc]`. A `]` or `-` in the first place is itself, and so is a `-` in the last. */
function readClass(reading: Reading): GlobToken | undefined {
  const { pattern } = reading;
  let at = reading.at + 1;
  const excludes = pattern.charAt(at) === '!' || pattern.charAt(at) === '^';
  if (excludes) at++;
  const close = pattern.indexOf(']', at + 1);
  const ranges = close === -1 ? undefined : readRanges(pattern.slice(at, close));
  if (ranges === undefined) return undefined;
  reading.at = close + 1;
  const isInside = (unit: string): boolean => ranges.some(([first, last]) => unit >= first && unit <= last);
  return { kind: 'one', accepts: excludes ? unit => !isInside(unit) : isInside };
}

function readRanges(inside: string): [first: string, last: string][] | undefined {
  const ranges: [string, string][] = [];
  for (let at = 0; at < inside.length; at++) {
    const unit = inside.charAt(at);
    const last = ranges.at(-1);
    if (unit === '-' && last !== undefined && at + 1 < inside.length) {
      // `a-c-e` is `a-e`.
      last[1] = inside.charAt(++at);
      if (last[1] < last[0]) return undefined;
    } else ranges.push([unit, unit]);
  }
  return ranges;
}

export const slashBefore = (tokens: readonly GlobToken[]): GlobToken[] => {
  const joined: GlobToken[] = [];
  for (const token of [SLASH, ...tokens]) push(joined, token);
  return joined;
};
