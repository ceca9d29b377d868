/** Characters of a path that are looked at, from its end. */
const MAX_PATH_CHARS = 1_000;
/** `http://host`, `app://`, `webpack://name` and the like: what stands before a path. */
const ORIGIN = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/]*/i;
/** What names no folder of a repository. */
const NOWHERE: ReadonlySet<string> = new Set(['', '.', '..', '~']);

/** A path's folders and file, in lower case, without where it was loaded from. */
export const pathParts = (path: string): string[] =>
  withoutQuery(path.replaceAll('\\', '/').replace(ORIGIN, ''))
    .slice(-MAX_PATH_CHARS)
    .toLowerCase()
    .split('/')
    .filter(part => !NOWHERE.has(part));

const withoutQuery = (path: string): string => path.split('?', 1)[0] ?? '';

/**
 * How many parts two paths have in common at their ends, when that is all of the shorter one; else 0: `shop/src/cart.ts`
 * and `src/cart.ts` are one file, `lib/cart.ts` and `src/cart.ts` are two.
 */
export const commonEnd = (one: readonly string[], other: readonly string[]): number => {
  const shorter = Math.min(one.length, other.length);
  for (let back = 1; back <= shorter; back++) if (one.at(-back) !== other.at(-back)) return 0;
  return shorter;
};
