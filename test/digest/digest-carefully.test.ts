import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoTrialStore } from '../../lib/aws/trial-store.ts';
import { type CarefulDeps, digestCarefully } from '../../lib/digest/digest-carefully.ts';
import type { QueueRecord } from '../../lib/digest/queue-record.ts';
import type { DeadLetterStore } from '../../lib/ports/dead-letter-store.ts';
import { digester, memoryBlobs, message, NOW, seeded, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
/** What SQS gives a message. */
const MAX_RECEIVES = 5;
const VISIBILITY_MS = 360_000;

class OutOfMemory extends Error {}

describe('a message that kills its digest', () => {
  let table: TestTable;
  let now = NOW;
  const clock = { now: () => now };
  let acknowledged: Set<string>;
  beforeEach(async () => {
    now = NOW;
    acknowledged = new Set();
    table = await openTestTable({ clock });
  });
  afterEach(() => table.close());

  /** Reading a body that is deadly ends the process: nothing of that digest runs on. */
  const open = (deadly: ReadonlySet<string>): CarefulDeps => {
    const { deps } = digester(table, { clock, ids: seededIds(5), blobs: memoryBlobs() });
    return {
      ...deps,
      bill: {
        ...deps.bill,
        settle: async billed => {
          if (billed.some(({ message: { id: own } }) => deadly.has(own))) throw new OutOfMemory();
        },
      },
      trials: dynamoTrialStore(table, { clock, ids: seededIds(now % 1_000_003) }),
      acknowledger: {
        acknowledge: async receipts => {
          for (const receipt of receipts) acknowledged.add(receipt);
        },
      },
    };
  };

  /** Delivers a batch until the queue gives its records up; the ids of those that it gave up. */
  const deliverAll = async (records: readonly QueueRecord[], deadly: ReadonlySet<string>): Promise<string[]> => {
    const random = seeded(17);
    let left = [...records];
    for (let receives = 1; receives <= MAX_RECEIVES && left.length > 0; receives++) {
      // All show again at the same time, and come together again, in any order.
      const batch = left.map(record => ({ ...record, receives, receipt: record.id })).sort(() => random() - 0.5);
      try {
        const { failed } = await digestCarefully(open(deadly), batch);
        left = left.filter(record => failed.has(record.id));
      } catch (error) {
        if (!(error instanceof OutOfMemory)) throw error;
        left = left.filter(record => !acknowledged.has(record.id));
      }
      now += VISIBILITY_MS;
    }
    return left.map(record => record.id);
  };

  test('takes nobody of a batch of a thousand along, and is given up itself', async () => {
    const records = Array.from({ length: 1_000 }, (_, n) => toRecord(message({ id: id(n), eventId: id(0xe000 + n) })));
    const deadly = new Set([id(417)]);
    expect(await deliverAll(records, deadly)).toEqual([]);
    const { deadLetters } = digester(table, { clock, ids: seededIds(5) }).deps;
    // The digester is given the whole store.
    const { letters } = await (deadLetters as DeadLetterStore).list({ organization: 'my-team', limit: 10 });
    const nobodys = await (deadLetters as DeadLetterStore).list({ limit: 10 });
    expect([...letters, ...nobodys.letters]).toMatchObject([
      { reason: 'digest_died', recordId: `${id(417)}-0`, tries: MAX_RECEIVES },
    ]);
    expect(acknowledged.size).toBe(999);
    const totals = await dynamoTotals(table, '1', NOW);
    expect((totals['error#stored#'] ?? 0) + (totals['error#counted_only#'] ?? 0)).toBe(1_000);
  });

  test('does so in a small batch as well', async () => {
    const records = Array.from({ length: 60 }, (_, n) => toRecord(message({ id: id(n), eventId: id(0xe000 + n) })));
    const deadly = new Set([id(7)]);
    expect(await deliverAll(records, deadly)).toEqual([]);
    expect(acknowledged.size).toBe(59);
  });

  test('is no reason to go carefully about a batch that comes for the first time', async () => {
    const deps = open(new Set());
    deps.trials.open = () => Promise.reject(new Error('nobody asks'));
    const records = [1, 2, 3].map(n => ({ ...toRecord(message({ id: id(n), eventId: id(0xe00 + n) })), receives: 1 }));
    expect(await digestCarefully(deps, records)).toMatchObject({ counted: 3, messages: 3, failed: new Set() });
    expect(acknowledged.size).toBe(0);
  });

  test('leaves no trial behind where nobody died, and those of an hour ago blame nobody', async () => {
    const deps = open(new Set());
    const record = { ...toRecord(message({ id: id(1), eventId: id(0xe01) })), receives: MAX_RECEIVES, receipt: 'r' };
    await deps.trials.begin([record.id]);
    now += 3_600_001;
    expect(await deps.trials.open()).toEqual([]);
    expect(await digestCarefully(deps, [record])).toMatchObject({ counted: 1, buried: 0 });
    expect(await deps.trials.open()).toEqual([]);
  });

  test('with too little time left its neighbours come again, rather than being cut off in the middle', async () => {
    const deps = open(new Set());
    const records = [1, 2].map(n => ({ ...toRecord(message({ id: id(n), eventId: id(0xe00 + n) })), receives: 2 }));
    const { failed, messages } = await digestCarefully(deps, records, { timeLeft: () => 1_000 });
    expect([failed.size, messages]).toEqual([2, 2]);
  });

  test('a queue that does not take the early acknowledgement is no failure: the answer acknowledges too', async () => {
    const deps = open(new Set());
    deps.acknowledger.acknowledge = () => Promise.reject(new Error('SQS is down'));
    const record = { ...toRecord(message({ id: id(1), eventId: id(0xe01) })), receives: 2, receipt: 'r' };
    expect(await digestCarefully(deps, [record])).toMatchObject({ counted: 1, failed: new Set() });
  });
});
