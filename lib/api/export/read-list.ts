import type { Place, Reading } from './position.ts';

/** Rows that a list gives at once. */
const PAGE = 25;

interface Page<T> {
  rows: readonly T[];
  next?: string | undefined;
}

/** A row, and where to read on behind it. Without a row only that: a page may hold none that is shown. */
export interface Read<T> {
  row: T | undefined;
  next: Reading;
}

/** The rows of a list that a store reads newest first. */
export const readList = async function* <T>(
  load: (options: { limit: number; cursor?: string }) => Promise<Page<T>>,
  from: Reading,
  placeOf: (row: T) => Place,
): AsyncGenerator<Read<T>> {
  let { cursor, after } = from;
  do {
    const page = await load({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    for (const row of page.rows) {
      const place = placeOf(row);
      // What was new or deleted since is no matter: places are compared, not counted.
      if (after && !isBehind(place, after)) continue;
      yield { row, next: { ...(cursor !== undefined && { cursor }), after: place } };
    }
    [cursor, after] = [page.next, undefined];
    if (cursor !== undefined) yield { row: undefined, next: { cursor } };
  } while (cursor !== undefined);
};

const isBehind = (one: Place, other: Place): boolean => one.at < other.at || (one.at === other.at && one.id < other.id);
