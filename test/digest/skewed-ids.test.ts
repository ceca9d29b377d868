import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { receiptPlace } from '../../lib/aws/receipt-place.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const EVENTS = 1_000;
const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
/** Ids that someone looked for who knows where receipts lie. */
const ofOneReceipt = Array.from({ length: 20_000 }, (_, n) => hex(n, 32)).filter(id => receiptPlace(id).shard === 3);

/** How senders make ids: all of them are 32 hex digits, and few are random. */
const SENDERS: Record<string, (n: number) => string> = {
  'that all end in the same byte': n => `${hex(n, 30)}07`,
  'in sequence': n => hex(n, 32),
  'that differ in their first half only, as version 1 UUIDs of one process do': n => `${hex(n, 16)}a1b2c3d4e5f60718`,
  'that differ in their last half only': n => `a1b2c3d4e5f60718${hex(n * 0x1000000, 16)}`,
  'that were chosen to meet in one receipt': n => ofOneReceipt[n]!, // there are some 1,700
};

describe('a thousand events of one second', () => {
  let table: TestTable;
  let transactions = 0;

  const counting =
    (wire: Wire): Wire =>
    request => {
      if (request.headers['x-amz-target']?.endsWith('TransactWriteItems')) transactions++;
      return wire(request);
    };

  beforeEach(async () => {
    transactions = 0;
    table = await openTestTable({ clock: { now: () => NOW }, around: counting });
  });
  afterEach(() => table.close());

  const open = () => digester(table, { clock: { now: () => NOW }, ids: seededIds(7) });
  const counted = async () =>
    (await open().issues.list('1', 'unresolved', { limit: 50 })).issues.reduce((sum, { count }) => sum + count, 0);

  for (const [kind, idOf] of Object.entries(SENDERS)) {
    test(`with ids ${kind} are all counted, once, in few transactions`, async () => {
      const { deps } = open();
      const records = Array.from({ length: EVENTS }, (_, n) =>
        toRecord(message({ id: hex(n, 32), eventId: idOf(n), site: `site${n % 3}` })),
      );
      for (let delivery = 0; delivery < 2; delivery++) expect((await digestBatch(deps, records)).failed.size).toBe(0);
      expect(await counted()).toBe(EVENTS);
      const {
        'error#stored#': stored = 0,
        'error#counted_only#': only = 0,
        ...others
      } = await dynamoTotals(table, '1', NOW);
      expect([stored + only, others]).toEqual([EVENTS, {}]);
      expect(transactions).toBeLessThanOrEqual(20);
    });
  }
});
