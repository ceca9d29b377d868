import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { LoggedFate } from '../protocol/logged-fate.ts';
import { type StoredFates, toStoredFates } from './fate-files.ts';
import { keyOfEvent, rankOf, readReasons, readRecord, receivedOf } from './fate-records.ts';
import { findFateRecords } from './find-fate-record.ts';
import { inTurns } from './in-turns.ts';
import { fatesPartition, fatesUntil } from './keys/fate.ts';
import { pagesOf } from './query-partition.ts';
import type { Table } from './table.ts';

export interface FindFateDeps {
  table: Table;
  blobs: Pick<BlobStore, 'get'>;
  clock: Clock;
}

export interface SoughtFate {
  projectId: string;
  eventId: string;
  near?: number;
}

/** Files read side by side. */
const AT_ONCE = 16;
/** Days are looked into one after the other, the latest first, but so many files of them together. */
const STEP_FILES = 16;
/** Of one look. Merged, 90 days have 90 of them; a flood that has not been merged yet may have thousands. */
export const MAX_FATE_FILES = 3_000;
/** What is merged in the middle of a look lies elsewhere by then: it is looked for again. */
const MAX_LOOKS = 3;
const DAY_MS = 86_400_000;

/** What was logged of an event: see `FateLog.find`. */
export const findFate = async (
  deps: FindFateDeps,
  sought: SoughtFate,
): Promise<LoggedFate | 'too_many' | undefined> => {
  for (let look = 1; ; look++) {
    const found = await lookOnce(deps, sought, look < MAX_LOOKS);
    if (found !== 'moved') return found;
  }
};

const lookOnce = async (
  deps: FindFateDeps,
  sought: SoughtFate,
  mindsMoves: boolean,
): Promise<LoggedFate | 'too_many' | 'moved' | undefined> => {
  let files = 0;
  for await (const days of listedDays(deps, sought)) {
    const listed = days.flat();
    files += listed.length;
    if (files > MAX_FATE_FILES) return 'too_many';
    const hits = await inTurns(AT_ONCE, listed, file => lookInto(deps, file, sought.eventId));
    const found = hits.flatMap(hit => (hit === 'gone' ? [] : hit));
    const best = found.toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.rank - b.rank))[0];
    if (best) return best.fate;
    if (mindsMoves && hits.includes('gone')) return 'moved';
  }
  return undefined;
};

/** Whole days, the latest first, as many at a time as make one step. */
const listedDays = async function* (deps: FindFateDeps, sought: SoughtFate): AsyncGenerator<StoredFates[][]> {
  let days: StoredFates[][] = [];
  for await (const file of listedFiles(deps, sought)) {
    const last = days.at(-1);
    if (last?.[0]?.day === file.day) {
      last.push(file);
      // A flooded day is not gathered beyond what is looked into.
      if (last.length <= MAX_FATE_FILES) continue;
    }
    if (days.flat().length >= STEP_FILES) {
      yield days;
      days = [];
    }
    if (last?.[0]?.day !== file.day) days.push([file]);
  }
  if (days.length > 0) yield days;
};

const listedFiles = async function* ({ table, clock }: FindFateDeps, sought: SoughtFate): AsyncGenerator<StoredFates> {
  const read = { between: spanOf(sought), backward: true, consistent: true };
  for await (const rows of pagesOf(table, fatesPartition(sought.projectId), read))
    for (const row of rows) {
      const file = toStoredFates(row);
      if (file.expires > clock.now()) yield file;
    }
};

/** Without a hint all days. */
const spanOf = ({ near }: SoughtFate): readonly [first: string, last: string] =>
  near === undefined ? ['0', '9'] : [dayOf(near - DAY_MS), fatesUntil(dayOf(near + DAY_MS))];

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

interface Hit {
  day: string;
  rank: number;
  fate: LoggedFate;
}

/** Records of the event in one file, as far as their time is not over. */
const lookInto = async (
  { blobs, clock }: FindFateDeps,
  file: StoredFates,
  eventId: string,
): Promise<Hit[] | 'gone'> => {
  const read = readerOf(blobs, file);
  const records = await findFateRecords(read, file, keyOfEvent(eventId));
  if (records === 'gone') return 'gone';
  const living = records.filter(record => receivedOf(record) + file.kept.days * DAY_MS > clock.now());
  if (living.length === 0) return [];
  const head = await read({ offset: 0, length: file.start });
  if (!head) return 'gone';
  const reasons = readReasons(Buffer.from(head));
  return living.map(record => ({
    day: file.day,
    rank: rankOf(record),
    fate: readRecord(record, eventId, reasons),
  }));
};

const readerOf =
  (blobs: Pick<BlobStore, 'get'>, { place }: StoredFates) =>
  async (range: { offset: number; length: number }): Promise<Uint8Array | undefined> =>
    'data' in place ? place.data.subarray(range.offset, range.offset + range.length) : blobs.get(place.blob, range);
