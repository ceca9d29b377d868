import type { Clock } from '../ports/clock.ts';
import type { Countable, DeadLetter } from '../ports/dead-letter-store.ts';
import type { Ids } from '../ports/ids.ts';
import type { CountedEvent, ReceiptState, Tally } from '../ports/tally-store.ts';
import { type Outcome, sumOutcomes } from '../protocol/outcome.ts';
import { TOTAL_TTL_SECONDS } from './add-totals.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { burialKey, DEAD_LETTER_PARTS, deadLetterKey } from './keys/dead-letter.ts';
import { TOTAL_SHARDS } from './keys/tally.ts';
import { countPart, undoPart } from './letter-parts.ts';
import { queryPartition } from './query-partition.ts';
import {
  entryName,
  eventReceiptKey,
  messageReceiptKey,
  RECEIPT_TTL_SECONDS,
  readReceipts,
  receiptEntries,
  receiptState,
  writeReceipts,
} from './receipts.ts';
import { type Item, readNumber, readText, type Table } from './table.ts';

/** Receipts of one transaction, of the 100 rows that it may have. */
const MAX_RECEIPTS = 90;
/** Entries of one receipt: each takes four of the 300 operators that a condition may have. */
const MAX_ENTRIES = 60;

interface BuryDeps {
  clock: Clock;
  ids: Pick<Ids, 'random'>;
}

/** Something of a message that nobody has counted. */
interface Uncounted {
  tally: Pick<Tally, 'discarded' | 'duplicates' | 'messages'>;
  outcomes: Outcome[];
}

/**
 * Counts what of a message nobody has counted: receipts, totals and a note of both in each transaction, so that whoever
 * counts the same message meanwhile or later meets the receipts, and the note can be taken back.
 */
export const countLetter = (table: Table, deps: BuryDeps, letter: DeadLetter, countable: Countable): Promise<void> =>
  inRounds(async () => {
    const { parts, isBuried } = await rowsOf(table, letter);
    if (isBuried) return undefined;
    const open = await uncounted(table, letter, countable, parts);
    for (const [index, part] of pack(open, projectOf(letter)).entries()) {
      const failed = await recordPart(table, deps, letter, countable.hour, {
        ...part,
        number: nextPart(parts) + index,
      });
      if (failed) return RETRY;
    }
    return undefined;
  });

/**
 * Takes back every part, one after the other: a letter that is exhumed halfway is exhumed further the next time. Parts of
 * a later burial are none of its: then this delivery is a late one, and there is a letter again.
 */
export const exhumeLetter = (
  table: Table,
  deps: BuryDeps,
  { letter, times }: { letter: string; times: number },
): Promise<void> =>
  inRounds(async () => {
    const { parts } = await rowsOf(table, { id: letter, redrives: times });
    for (const row of parts.filter(part => readNumber(part, 'redrives') < times)) {
      const writes = undoPart(table, row, { shard: shardOf(deps), until: lifetimes(deps) });
      if (await commit(table, writes)) return RETRY;
    }
    return undefined;
  });

const projectOf = ({ origin }: DeadLetter): string => origin?.projectId ?? '';
const shardOf = ({ ids }: BuryDeps): number => Math.floor(ids.random() * TOTAL_SHARDS);
const lifetimes = ({ clock }: BuryDeps) => {
  const now = Math.floor(clock.now() / 1_000);
  return { part: now + RECEIPT_TTL_SECONDS, total: now + TOTAL_TTL_SECONDS };
};

/** What is there of a letter beside itself. A few rows: a message has 500 items at most. */
const rowsOf = async (
  table: Table,
  { id, redrives }: Pick<DeadLetter, 'id' | 'redrives'>,
): Promise<{ parts: Item[]; isBuried: boolean }> => {
  const rows = await queryPartition(table, deadLetterKey(id).pk, { consistent: true });
  return {
    parts: rows.filter(row => readText(row, 'sk').startsWith(DEAD_LETTER_PARTS)),
    isBuried: rows.some(row => readText(row, 'sk') === burialKey(id, redrives).sk),
  };
};

const nextPart = (parts: readonly Item[]): number => {
  const last = parts.at(-1);
  return last ? Number(readText(last, 'sk').slice(DEAD_LETTER_PARTS.length)) + 1 : 0;
};

const uncounted = async (
  table: Table,
  letter: DeadLetter,
  countable: Countable,
  parts: readonly Item[],
): Promise<Uncounted[]> => {
  const { message, outcomes } = countable;
  // Without receipts of its own it is known by its part alone.
  if (!message) return parts.length > 0 ? [] : [{ tally: { messages: [] }, outcomes }];
  const projectId = projectOf(letter);
  const rows = await readReceipts(table, [
    messageReceiptKey(projectId, message),
    ...countable.events.map(({ event }) => eventReceiptKey(projectId, event)),
  ]);
  const open = distinct(countable).flatMap(({ event, category }) => {
    const row = rows.get(eventReceiptKey(projectId, event).pk);
    const tally = entryOf(event, receiptState(row, event));
    return tally ? [{ tally, outcomes: [{ category, ...DEAD }] }] : [];
  });
  const isCounted = rows.get(messageReceiptKey(projectId, message).pk)?.[entryName(message.messageId)] !== undefined;
  return isCounted || outcomes.length === 0 ? open : [{ tally: { messages: [message] }, outcomes }, ...open];
};

const DEAD = { outcome: 'dead_lettered', reason: '', quantity: 1 } as const;

/** One message that holds an event twice brings it once. What is reserved for it is its to count as dead, too. */
const distinct = ({ events }: Countable): Countable['events'] =>
  [...new Map(events.map(one => [one.event.eventId, one])).values()].map(({ event, category }) => ({
    event: { ...event, redriven: true },
    category,
  }));

/** How it is written into its receipt; `undefined`: it is counted. */
const entryOf = (event: CountedEvent, { state }: ReceiptState): Uncounted['tally'] | undefined => {
  switch (state) {
    case 'none':
    case 'reserved':
      return { discarded: [event], messages: [] };
    case 'duplicate':
      return { duplicates: [event], messages: [] };
    case 'counted':
    case 'duplicate_counted':
      return undefined;
  }
};

/** A transaction's part of a letter. */
interface Part {
  tally: Tally;
  outcomes: Outcome[];
}

const pack = (open: readonly Uncounted[], projectId: string): Part[] => {
  const parts: Part[] = [];
  for (const one of open) {
    const last = parts.at(-1);
    const joined = last && join(last, one);
    if (joined && fits(joined)) parts[parts.length - 1] = joined;
    else parts.push(join({ tally: { projectId, shares: [], messages: [], totals: [] }, outcomes: [] }, one));
  }
  return parts;
};

const join = (part: Part, { tally, outcomes }: Uncounted): Part => ({
  tally: {
    ...part.tally,
    discarded: [...(part.tally.discarded ?? []), ...(tally.discarded ?? [])],
    duplicates: [...(part.tally.duplicates ?? []), ...(tally.duplicates ?? [])],
    messages: [...part.tally.messages, ...tally.messages],
  },
  outcomes: sumOutcomes([...part.outcomes, ...outcomes].map(outcome => ({ ...outcome }))),
});

const fits = ({ tally }: Part): boolean => {
  const receipts = [...receiptEntries(tally).values()];
  return receipts.length <= MAX_RECEIPTS && receipts.every(({ names }) => names.size <= MAX_ENTRIES);
};

/** Whether others were faster or busy with the same rows. */
const recordPart = async (
  table: Table,
  deps: BuryDeps,
  letter: DeadLetter,
  hour: number,
  { tally, outcomes, number }: Part & { number: number },
): Promise<boolean> => {
  const entries = receiptEntries(tally);
  const failed = await commit(table, [
    ...writeReceipts(table, entries, Math.floor(deps.clock.now() / 1_000)),
    ...countPart(
      table,
      { letter: letter.id, redrives: letter.redrives, part: number, shard: shardOf(deps) },
      { projectId: tally.projectId, entries: [...entries.values()], totals: [{ hour, outcomes }] },
      lifetimes(deps),
    ),
  ]);
  return failed !== undefined;
};
