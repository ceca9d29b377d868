import type { ParameterPattern } from './parameter-patterns.ts';

/** Characters that are looked at, so that the time is bounded for every caller: the most that normalization leaves. */
const MAX_CHARS = 8192;
/** Without any of these nothing can match; most messages stop here. */
const TRIGGER = /[\d@=]|:\/\/|[A-Za-z-]\.(?:[a-z]{2}|[A-Z]{2})|[a-f]{8}|[A-F]{8}|(?:[a-fA-F]{2}:){5}/;

/** Replaces what varies in a text: `order #1231` → `order #<int>`. */
export type Parameterize = (text: string) => string;

export const parameterizer = (patterns: readonly ParameterPattern[]): Parameterize => {
  const combined = new RegExp(patterns.map(({ source }) => `(${source})`).join('|'), 'g');
  // Called with the match, then one group for each pattern, of which exactly one is set.
  const placeholder = (match: string, ...groups: unknown[]): string => {
    const pattern = patterns[groups.findIndex(group => group !== undefined)];
    if (pattern === undefined || pattern.accepts?.(match) === false) return match;
    return `<${pattern.name}>`;
  };
  return text => {
    const bounded = text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text;
    return TRIGGER.test(bounded) ? bounded.replace(combined, placeholder) : bounded;
  };
};
