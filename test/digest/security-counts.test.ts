import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const clock = { now: () => NOW };

let table: TestTable;
beforeEach(async () => {
  table = await openTestTable({ clock });
});
afterEach(() => table.close());

const inSecurity = (one: QueueMessage): QueueMessage => ({
  ...one,
  items: one.items.map(item => (item.type === 'event' ? { ...item, category: 'security' } : item)),
});

test('security reports are counted beside the errors, with their duplicates', async () => {
  const { deps } = digester(table, { clock, ids: seededIds(7) });
  await digestBatch(deps, [
    toRecord(message({ id: id(1), eventId: id(101) })),
    toRecord(inSecurity(message({ id: id(2), eventId: id(102) }))),
    toRecord(inSecurity(message({ id: id(3), eventId: id(103), site: 'ship' }))),
    toRecord(inSecurity(message({ id: id(4), eventId: id(103), site: 'ship' }))),
  ]);
  expect(await dynamoTotals(table, '1', NOW)).toEqual({
    'error#stored#': 1,
    'security#stored#': 2,
    'security#duplicate#': 1,
  });
});
