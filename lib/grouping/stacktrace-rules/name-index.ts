import { compileRuleGlob, matchWithin, type RuleGlob } from './rule-glob.ts';

/** Names whose answers are remembered, each of at most so many characters: less than 1 MB an index, whoever sends what. */
const MAX_REMEMBERED = 2_048;
const MAX_REMEMBERED_CHARS = 192;
/** Steps of patterns that have to be walked, for one name; patterns beyond that count as not matched. */
const MAX_STEPS = 250_000;

/** What is known of a name: the places of the patterns that match, and the steps it took. */
export interface NameAnswer {
  readonly patterns: readonly number[];
  readonly steps: number;
}

export interface NameIndex {
  /** With `plain`, patterns that have to be walked count as not matched. */
  find(name: string, options?: { readonly plain?: boolean }): NameAnswer;
}

export interface NameIndexOptions {
  readonly pathLike: boolean;
}

const NOTHING: NameAnswer = { patterns: [], steps: 0 };
const UNLIMITED = {};

/**
 * Which of many patterns match a name. Names come again and again (the functions of a framework, of one application),
 * so the answers are kept; when too many are, all are forgotten. A pattern that is `undefined` matches nothing.
 */
export function nameIndex(patterns: readonly (string | undefined)[], { pathLike }: NameIndexOptions): NameIndex {
  if (patterns.every(pattern => pattern === undefined)) return { find: () => NOTHING };
  const sorted = sort(patterns, pathLike);
  const known = new Map<string, NameAnswer>();
  const search = (name: string, plain: boolean): NameAnswer => {
    const found = answer(name, sorted, plain);
    // A relative path is also looked at as if it began at the root.
    return pathLike && !name.startsWith('/') ? join(found, answer(`/${name}`, sorted, plain)) : found;
  };
  return {
    find: (name, { plain = false } = UNLIMITED) => {
      const remembered = plain ? undefined : known.get(name);
      if (remembered !== undefined) return remembered;
      const found = search(name, plain);
      if (plain || name.length > MAX_REMEMBERED_CHARS) return found;
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(name, found);
      return found;
    },
  };
}

type Numbered = readonly [glob: RuleGlob, index: number];

/** Patterns by what they ask of a name, so that few have to be tried. */
interface SortedPatterns {
  readonly exact: ReadonlyMap<string, readonly number[]>;
  /** By the first character of the name. */
  readonly byHead: ReadonlyMap<string, readonly Numbered[]>;
  readonly others: readonly Numbered[];
}

function sort(patterns: readonly (string | undefined)[], pathLike: boolean): SortedPatterns {
  const exact = new Map<string, number[]>();
  const byHead = new Map<string, Numbered[]>();
  const others: Numbered[] = [];
  for (const [index, pattern] of patterns.entries()) {
    if (pattern === undefined) continue;
    const glob = compileRuleGlob(pattern, { pathLike });
    if (glob.exact !== undefined) exact.set(glob.exact, [...(exact.get(glob.exact) ?? []), index]);
    else if (glob.head === '') others.push([glob, index]);
    else byHead.set(glob.head.charAt(0), [...(byHead.get(glob.head.charAt(0)) ?? []), [glob, index]]);
  }
  return { exact, byHead, others };
}

function answer(name: string, { exact, byHead, others }: SortedPatterns, plain: boolean): NameAnswer {
  const patterns = [...(exact.get(name) ?? [])];
  let steps = tryAll(name, byHead.get(name.charAt(0)) ?? [], plain ? 0 : MAX_STEPS, patterns);
  steps += tryAll(name, others, plain ? 0 : MAX_STEPS - steps, patterns);
  return patterns.length === 0 && steps === 0 ? NOTHING : { patterns, steps };
}

/** Adds the patterns that match, and tells the steps: without the patterns for which they do not suffice. */
function tryAll(name: string, candidates: readonly Numbered[], maxSteps: number, matching: number[]): number {
  let steps = 0;
  for (const [glob, index] of candidates) {
    const found = matchWithin(glob, name, maxSteps - steps);
    steps += found.steps;
    if (found.matched) matching.push(index);
  }
  return steps;
}

const join = (one: NameAnswer, other: NameAnswer): NameAnswer =>
  one === NOTHING && other === NOTHING
    ? NOTHING
    : { patterns: [...new Set([...one.patterns, ...other.patterns])], steps: one.steps + other.steps };
