import {
  MAX_RECEIPT_NAMES,
  MAX_TALLY_ROWS,
  MAX_UNMAPPED_TOLD,
  type NewHash,
  receiptNames,
  type TallyStore,
} from '../ports/tally-store.ts';
import type { Slot } from './coalesce.ts';
import type { DigestEvent } from './digest-event.ts';
import { releaseRowOf } from './release-uses.ts';

/** As many events of a slot as one transaction has room for. */
export interface Part {
  events: DigestEvent[];
  newHashes: NewHash[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/**
 * Rows that a share may take beside those that its events ask for: issue, tags, activity, outbox, and of releases that
 * came without maps their own and that of the day. The issue that shows it is one more.
 */
const FIXED_ROWS = 4 + MAX_UNMAPPED_TOLD + 1;

/**
 * Cuts the events of one issue into parts that each fit into one transaction. Neighbours in time share their receipts,
 * so that nearly every batch fits whole, and a storm's batch after a cut or two.
 */
export const cutSlot = (tally: Pick<TallyStore, 'receiptOf'>, projectId: string, slot: Slot): Part[] => {
  const unclaimed = new Map(slot.newHashes);
  const parts: Part[] = [];
  const fixed = slot.primary ? FIXED_ROWS + 1 : FIXED_ROWS;
  let room = emptyRoom(fixed);
  for (const event of slot.events.toSorted((a, b) => a.second - b.second)) {
    const newHashes = takeHashes(event, unclaimed);
    const receipt = tally.receiptOf(projectId, event);
    if (!fits(room, receipt, event, newHashes.length)) room = emptyRoom(fixed);
    if (room.events === 0) parts.push({ events: [], newHashes: [] });
    take(room, receipt, event, newHashes.length);
    const part = parts.at(-1);
    part?.events.push(event);
    part?.newHashes.push(...newHashes);
  }
  return parts;
};

const takeHashes = ({ hashes }: DigestEvent, unclaimed: Map<string, string | undefined>): NewHash[] =>
  hashes.flatMap(hash => {
    if (!unclaimed.has(hash)) return [];
    const instead = unclaimed.get(hash);
    unclaimed.delete(hash);
    return [{ hash, ...(instead !== undefined && { instead }) }];
  });

/** What a part takes of a transaction. */
interface Room {
  fixed: number;
  events: number;
  hashes: number;
  /** Entries by receipt. */
  receipts: Map<string, number>;
  days: Set<number>;
  hours: Set<number>;
  releases: Set<string>;
}

const emptyRoom = (fixed: number): Room => ({
  fixed,
  events: 0,
  hashes: 0,
  receipts: new Map(),
  days: new Set(),
  hours: new Set(),
  releases: new Set(),
});

const fits = (room: Room, receipt: string, event: DigestEvent, hashes: number): boolean => {
  const entries = room.receipts.get(receipt);
  if ((entries ?? 0) + receiptNames(event) > MAX_RECEIPT_NAMES) return false;
  const rows =
    room.fixed +
    room.hashes +
    hashes +
    room.receipts.size +
    (entries === undefined ? 1 : 0) +
    room.days.size +
    (room.days.has(dayOf(event)) ? 0 : 1) +
    room.hours.size +
    (room.hours.has(hourOf(event)) ? 0 : 1) +
    room.releases.size +
    (room.releases.has(releaseRowOf(event) ?? '') ? 0 : 1);
  return rows <= MAX_TALLY_ROWS;
};

const take = (room: Room, receipt: string, event: DigestEvent, hashes: number): void => {
  room.events++;
  room.hashes += hashes;
  room.receipts.set(receipt, (room.receipts.get(receipt) ?? 0) + receiptNames(event));
  room.days.add(dayOf(event));
  room.hours.add(hourOf(event));
  room.releases.add(releaseRowOf(event) ?? '');
};

/** Of its own time: a row of the issue. Of its receipt: a row of the project's totals. */
const dayOf = ({ timestamp }: DigestEvent): number => Math.floor(timestamp / DAY_MS);
const hourOf = ({ received }: DigestEvent): number => Math.floor(received / HOUR_MS);
