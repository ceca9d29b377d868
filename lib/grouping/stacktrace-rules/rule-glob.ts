import { type GlobToken, globTokens, slashBefore } from './glob-tokens.ts';
import { globWalk } from './glob-walk.ts';

/** A compiled pattern of a stack-trace rule. */
export interface RuleGlob {
  /** The only text that matches, where there is but one. */
  readonly exact?: string;
  /** What every text that matches starts with. */
  readonly head: string;
  /** What every text that matches has in it. */
  readonly piece: string;
  /** At most so many steps for each character of a text; 0 when a few searches for its pieces decide. */
  readonly stepsPerUnit: number;
  readonly matches: (text: string) => boolean;
}

export interface RuleGlobOptions {
  /** `*` and `?` stop at slashes, `\` is one, and case does not matter. */
  readonly pathLike?: boolean;
}

const NEVER: RuleGlob = { head: '', piece: '', stepsPerUnit: 0, matches: () => false };

/** `pattern`: without line breaks. Linear in the text for every pattern. A malformed pattern matches nothing. */
export function compileRuleGlob(pattern: string, { pathLike = false }: RuleGlobOptions = {}): RuleGlob {
  const tokens = globTokens(pathLike ? pattern.toLowerCase() : pattern, pathLike);
  if (tokens === undefined) return NEVER;
  const exact = exactText(tokens);
  if (exact !== undefined)
    return { exact, head: exact, piece: exact, stepsPerUnit: 0, matches: text => text === exact };
  const head = tokens[0]?.kind === 'text' ? tokens[0].text : '';
  const piece = longestText(tokens);
  const search = searchOf(tokens);
  if (search === undefined) return { head, piece, stepsPerUnit: pattern.length, matches: globWalk(tokens) };
  // No gap of such a pattern reaches over a line break, and a rule, being a line, has none itself.
  return { head, piece, stepsPerUnit: 0, matches: text => !text.includes('\n') && search(text) };
}

function exactText(tokens: readonly GlobToken[]): string | undefined {
  const [token] = tokens;
  if (token === undefined) return '';
  return tokens.length === 1 && token.kind === 'text' ? token.text : undefined;
}

type Matches = (text: string) => boolean;

/** Pieces of text with gaps of anything between, behind folders or not: no place has ever to be tried twice. */
function searchOf(tokens: readonly GlobToken[]): Matches | undefined {
  const [first, ...rest] = tokens;
  if (first?.kind === 'folders') {
    // With a slash before the text, `**/` at the start is anything and a slash.
    const search = searchOf([{ kind: 'any' }, ...slashBefore(rest)]);
    return search && (text => search(`/${text}`));
  }
  const pieces: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'text') pieces.push(token.text);
    else if (token.kind !== 'any') return undefined;
  }
  return inOrder(pieces, first?.kind === 'text', tokens.at(-1)?.kind === 'text');
}

function inOrder(pieces: readonly string[], anchored: boolean, closed: boolean): Matches {
  const head = anchored ? (pieces[0] ?? '') : '';
  const tail = closed ? (pieces.at(-1) ?? '') : '';
  const between = pieces.slice(anchored ? 1 : 0, closed ? -1 : undefined);
  const [only = ''] = between;
  if (between.length === 0) return text => isAround(text, head, tail);
  if (between.length === 1 && !anchored && !closed) return text => text.includes(only);
  return text => isAround(text, head, tail) && areWithin(text, between, head.length, text.length - tail.length);
}

const isAround = (text: string, head: string, tail: string): boolean =>
  text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);

function areWithin(text: string, pieces: readonly string[], from: number, to: number): boolean {
  let at = from;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= to;
}

function longestText(tokens: readonly GlobToken[]): string {
  let longest = '';
  for (const token of tokens) if (token.kind === 'text' && token.text.length > longest.length) longest = token.text;
  return longest;
}

/** Whether a text is matched, and the steps that it took: at most so many, or it counts as not matched. */
export function matchWithin(glob: RuleGlob, text: string, maxSteps: number): { matched: boolean; steps: number } {
  if (glob.stepsPerUnit === 0) return { matched: glob.matches(text), steps: 0 };
  const steps = glob.stepsPerUnit * text.length;
  if (!text.includes(glob.piece) || steps > maxSteps) return { matched: false, steps: 0 };
  return { matched: glob.matches(text), steps };
}
