import type { ParameterPattern } from './parameter-patterns.ts';

/** Characters that are looked at, so that the time is bounded for every caller: the most that normalization leaves. */
const MAX_CHARS = 8192;
/** Without any of these nothing can match; most messages stop here. */
const TRIGGER =
  /[\d@=]|\[(?:email|ip|mac|uuid)\]|:\/\/|[A-Za-z-]\.(?:[a-z]{2}|[A-Z]{2})|[a-f]{8}|[A-F]{8}|(?:[a-fA-F]{2}:){5}/;
/** Each halves the patterns' sets, of which at most 128 come to be: one for each choice of these. */
const MARKS = ['@', '://', '.', '-', '=', '['] as const;
/** In characters: what a pattern that says its shortest match is tried on. */
const LONG = 32;

/** Replaces what varies in a text: `order #1231` → `order #<int>`. */
export type Parameterize = (text: string) => string;

export const parameterizer = (patterns: readonly ParameterPattern[]): Parameterize => {
  // At each place of a text all patterns are tried in turn: half of them cannot match in most texts.
  const replacers = new Map<number, Parameterize>();
  const replacerOf = (traits: number): Parameterize => {
    const known = replacers.get(traits);
    if (known !== undefined) return known;
    const replacer = replacing(patterns.filter(pattern => (needsOf(pattern) & ~traits) === 0));
    replacers.set(traits, replacer);
    return replacer;
  };
  return text => {
    const bounded = text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text;
    return TRIGGER.test(bounded) ? replacerOf(traitsOf(bounded))(bounded) : bounded;
  };
};

const replacing = (patterns: readonly ParameterPattern[]): Parameterize => {
  const combined = new RegExp(patterns.map(({ source }) => `(${source})`).join('|'), 'g');
  // Called with the match, then one group for each pattern, of which exactly one is set.
  const placeholder = (match: string, ...groups: unknown[]): string => {
    const pattern = patterns[groups.findIndex(group => group !== undefined)];
    if (pattern === undefined || pattern.accepts?.(match) === false) return match;
    return `<${pattern.name}>`;
  };
  return text => text.replace(combined, placeholder);
};

/** A bit for each mark, and one more for length. */
const traitsOf = (text: string): number =>
  MARKS.reduce((traits, mark, bit) => (text.includes(mark) ? traits | (1 << bit) : traits), lengthTrait(text.length));

const needsOf = ({ needs, minLength = 0 }: ParameterPattern): number =>
  (needs === undefined ? 0 : 1 << MARKS.indexOf(needs)) | lengthTrait(minLength);

const lengthTrait = (characters: number): number => (characters >= LONG ? 1 << MARKS.length : 0);
