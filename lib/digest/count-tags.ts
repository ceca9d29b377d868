import { PRIORITY_TAGS } from '../normalize/counted-tags.ts';
import type { SeenTags, TagCount } from '../ports/tally-store.ts';
import type { DigestEvent } from './digest-event.ts';

/** Values of one key that an issue tells apart. */
const MAX_OWN_VALUES = 20;
const MAX_VALUES = 100;
const MAX_PRIORITY_VALUES = 200;
/**
 * Names of all keys and values together, since one share may count each of them: in an update of 4 KB there is room for
 * some 420. The last ones are for the keys that matter most.
 */
const MAX_NAMES = 250;
const MAX_PRIORITY_NAMES = 350;
/** The row of an issue's tags: an update is charged for all of it. */
const MAX_ROW_BYTES = 16_384;
/** What a count takes beside its name: the name's mark, separator and a number. */
const COUNT_BYTES = 10;

/** Keys that SDKs and we ourselves give; others are the project's own. */
const WELL_KNOWN: ReadonlySet<string> = new Set(
  `release dist environment browser browser.name os os.name client_os client_os.name device device.family runtime
  runtime.name level handled mechanism transaction server_name url logger os.rooted`.split(/\s+/),
);
export interface CountedTags {
  counts: TagCount[];
  /** Ids of events with a value that the issue had not seen before. */
  unseen: Set<string>;
  /** What the issue tells apart from now on. */
  seen: Map<string, Set<string>>;
}

/** Counts the tags of a share's events. Values beyond those that are told apart are counted under their key alone. */
export const countTags = (seen: SeenTags, events: readonly DigestEvent[]): CountedTags => {
  const told = toldApart(seen);
  const counts = new Map<string, TagCount>();
  const unseen = new Set<string>();
  for (const { eventId, tags } of events) {
    for (const [key, value] of tags) {
      const verdict = told.place(key, value);
      if (verdict === 'left_out') continue;
      if (verdict === 'new') unseen.add(eventId);
      addCount(counts, key, verdict === 'beyond' ? undefined : value);
    }
  }
  return { counts: [...counts.values()], unseen, seen: told.seen };
};

type Verdict = 'known' | 'new' | 'beyond' | 'left_out';

/** What an issue tells apart, growing as long as there is room. */
const toldApart = (before: SeenTags) => {
  const seen = new Map<string, Set<string>>();
  let bytes = 0;
  let names = 0;

  const namesOf = (key: string): number => (seen.has(key) ? 1 : 2);
  const take = (key: string, value: string): void => {
    bytes += bytesOf(key, value);
    names += namesOf(key);
    const values = seen.get(key);
    if (values) values.add(value);
    else seen.set(key, new Set([value]));
  };
  // Digests side by side, each with room as far as it knew, may have filled the row beyond it: the rest is not told apart.
  for (const [key, values] of before)
    for (const value of values) if (names + namesOf(key) <= MAX_PRIORITY_NAMES) take(key, value);

  const hasRoom = (key: string, value: string): boolean =>
    (seen.get(key)?.size ?? 0) < mostValues(key) &&
    names + namesOf(key) <= (PRIORITY_TAGS.has(key) ? MAX_PRIORITY_NAMES : MAX_NAMES) &&
    bytes + bytesOf(key, value) <= MAX_ROW_BYTES;

  const place = (key: string, value: string): Verdict => {
    if (seen.get(key)?.has(value)) return 'known';
    if (hasRoom(key, value)) {
      take(key, value);
      return 'new';
    }
    // A key of which no value is told apart is no news to anybody.
    return seen.has(key) ? 'beyond' : 'left_out';
  };
  return { seen, place };
};

const mostValues = (key: string): number => {
  if (PRIORITY_TAGS.has(key)) return MAX_PRIORITY_VALUES;
  return WELL_KNOWN.has(key) ? MAX_VALUES : MAX_OWN_VALUES;
};

const bytesOf = (key: string, value: string): number => Buffer.byteLength(key) + Buffer.byteLength(value) + COUNT_BYTES;

const addCount = (counts: Map<string, TagCount>, key: string, value: string | undefined): void => {
  const name = value === undefined ? key : `${key}#${value}`;
  const sum = counts.get(name);
  if (sum) sum.count++;
  else counts.set(name, { key, ...(value !== undefined && { value }), count: 1 });
};
