/** Characters of a pattern, in code units. */
export const MAX_PATTERN_LENGTH = 500;
/** What the braces of one pattern may come to: `{a,b}{c,d}` are four. */
export const MAX_VARIANTS = 64;

/** Whether a text is matched, whole and, unless the pattern was parsed with `exactCase`, without regard to case. */
export type Glob = (lowerCaseText: string) => boolean;

/** One character of a pattern: itself, or a test of the character that may stand there. */
type Place = string | ((character: string) => boolean);
/** What stands between two stars. Without tests in it, it is plain text, which the engine finds fastest. */
type Segment = string | readonly Place[];

/**
 * A pattern of `*`, `?`, `[abc]`, `[a-z]`, `[!a]`, `{a,b}` and `\` before what shall be itself. `undefined` when it is
 * longer or wider than the bounds.
 *
 * Each segment is looked for once, behind the one before: an earlier find leaves more room for the rest, so nothing is
 * ever tried again, and the time is that of the text times the longest segment at worst.
 */
export const parseGlob = (pattern: string, options: { exactCase?: boolean } = {}): Glob | undefined => {
  if (pattern.length > MAX_PATTERN_LENGTH) return undefined;
  const variants = expandBraces(options.exactCase ? pattern : pattern.toLowerCase());
  if (variants === undefined) return undefined;
  const globs = variants.map(variant => matchSegments(splitAtStars(variant)));
  return text => globs.some(glob => glob(text));
};

/** One test for a list of patterns; `undefined` when there are none. Patterns beyond the bounds match nothing. */
export const anyGlob = (patterns: readonly string[]): ((text: string) => boolean) | undefined => {
  const globs = patterns.flatMap(pattern => parseGlob(pattern.trim()) ?? []);
  if (globs.length === 0) return undefined;
  return text => {
    const lower = text.toLowerCase();
    return globs.some(glob => glob(lower));
  };
};

/** Every pattern that one choice in each pair of braces gives. Braces do not nest: an inner one is itself. */
const expandBraces = (pattern: string): string[] | undefined => {
  let variants = [''];
  let at = 0;
  while (at < pattern.length) {
    const choice = pattern[at] === '{' ? readChoice(pattern, at) : undefined;
    const options = choice?.options ?? [literalAt(pattern, at)];
    if (variants.length * options.length > MAX_VARIANTS) return undefined;
    variants = options.flatMap(option => variants.map(variant => variant + option));
    at = choice?.end ?? at + (options[0]?.length ?? 1);
  }
  return variants;
};

/** A character with the backslash before it, if there is one. */
const literalAt = (pattern: string, at: number): string =>
  pattern[at] === '\\' && at + 1 < pattern.length ? pattern.slice(at, at + 2) : (pattern[at] ?? '');

const readChoice = (pattern: string, from: number): { options: string[]; end: number } | undefined => {
  const options = [''];
  for (let at = from + 1; at < pattern.length; ) {
    const part = literalAt(pattern, at);
    at += part.length;
    if (part === '}') return { options, end: at };
    if (part === ',') options.push('');
    else options[options.length - 1] += part;
  }
  return undefined;
};

const splitAtStars = (pattern: string): Segment[] => {
  const segments: Place[][] = [[]];
  for (let at = 0; at < pattern.length; ) {
    const { place, end } = readPlace(pattern, at);
    if (place === undefined) segments.push([]);
    else segments.at(-1)?.push(place);
    at = end;
  }
  return segments.map(places => (places.every(place => typeof place === 'string') ? places.join('') : places));
};

/** The place at an index, and where the next one begins; no place for a star. */
const readPlace = (pattern: string, at: number): { place: Place | undefined; end: number } => {
  const character = characterAt(pattern, at);
  const next = at + character.length;
  switch (character) {
    case '*':
      return { place: undefined, end: next };
    case '?':
      return { place: () => true, end: next };
    case '[':
      return readClass(pattern, at) ?? { place: character, end: next };
    case '\\': {
      const escaped = characterAt(pattern, next);
      return { place: escaped || character, end: next + escaped.length };
    }
    default:
      return { place: character, end: next };
  }
};

/** `[abc]`, `[a-z]`, `[!abc]`, `[^abc]`; a bracket that is never closed, or closed at once, is itself. */
const readClass = (pattern: string, from: number): { place: Place; end: number } | undefined => {
  const close = pattern.indexOf(']', from + 2);
  if (close === -1) return undefined;
  const inside = pattern.slice(from + 1, close);
  const excludes = inside.length > 1 && (inside[0] === '!' || inside[0] === '^');
  const ranges = readRanges(Array.from(excludes ? inside.slice(1) : inside));
  const isInside = (one: string): boolean => ranges.some(([first, last]) => one >= first && one <= last);
  return { place: excludes ? one => !isInside(one) : isInside, end: close + 1 };
};

const readRanges = (characters: string[]): [first: string, last: string][] => {
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

const matchSegments = (segments: Segment[]): Glob => {
  const [first = '', ...rest] = segments;
  const last = rest.pop();
  if (last === undefined) return text => endOf(text, first, 0) === text.length;
  return text => {
    let at: number | undefined = endOf(text, first, 0);
    for (const segment of rest) at = at === undefined ? undefined : find(text, segment, at);
    return at !== undefined && endsWith(text, last, at);
  };
};

/** Where the first find of a segment ends. */
const find = (text: string, segment: Segment, from: number): number | undefined => {
  if (typeof segment === 'string') {
    const at = text.indexOf(segment, from);
    return at === -1 ? undefined : at + segment.length;
  }
  for (let at = from; at < text.length; at += characterAt(text, at).length) {
    const end = endOf(text, segment, at);
    if (end !== undefined) return end;
  }
  return undefined;
};

/** Where a segment ends that begins here. */
const endOf = (text: string, segment: Segment, from: number): number | undefined => {
  if (typeof segment === 'string') return text.startsWith(segment, from) ? from + segment.length : undefined;
  let at = from;
  for (const place of segment) {
    const character = characterAt(text, at);
    if (character === '' || !(typeof place === 'string' ? place === character : place(character))) return undefined;
    at += character.length;
  }
  return at;
};

/** Whether the text's end is the segment and does not begin before `from`. */
const endsWith = (text: string, segment: Segment, from: number): boolean => {
  if (typeof segment === 'string') return text.length - from >= segment.length && text.endsWith(segment);
  let at = text.length;
  for (let place = 0; place < segment.length && at > from; place++) at -= isPairEnd(text, at) ? 2 : 1;
  return at >= from && endOf(text, segment, at) === text.length;
};

const isPairEnd = (text: string, end: number): boolean => (text.codePointAt(end - 2) ?? 0) > 0xff_ff;
