import type { Pairs } from './pairs.ts';

/** Ours: a query longer than this is cut before it is decoded; a sixteenth of it is kept afterwards. */
const MAX_QUERY_UNITS = 16_384;

/** The pairs of an urlencoded text. Never throws: broken escapes are kept as they are. */
export const parseQuery = (text: string): Pairs => {
  const query = text.startsWith('?') ? text.slice(1) : text;
  return [...new URLSearchParams(query.slice(0, MAX_QUERY_UNITS))];
};
