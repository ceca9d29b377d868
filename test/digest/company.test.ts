import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { companyMessage, digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const EVENT = id(0xe);

describe('what comes along with an event', () => {
  let table: TestTable;
  beforeEach(async () => {
    table = await openTestTable({ clock: { now: () => NOW } });
  });
  afterEach(() => table.close());
  const open = () => digester(table, { clock: { now: () => NOW }, ids: seededIds(7) });
  const counts = { 'attachment#stored#': 3, 'attachment_item#stored#': 1, 'feedback#stored#': 1 };

  test('is kept with it and with its issue, in the same batch or a later one', async () => {
    const { deps, issues, attachments, feedback } = open();
    const event = toRecord(message({ id: id(1), eventId: EVENT }));
    await digestBatch(deps, [event, toRecord(companyMessage({ id: id(2), eventId: EVENT }))]);
    await digestBatch(deps, [toRecord(companyMessage({ id: id(3), eventId: EVENT }))]);
    const [issue] = (await issues.list('1', 'unresolved', { limit: 10 })).issues;
    const options = { limit: 10 };
    expect((await attachments.listByIssue(issue?.id ?? '', options)).attachments).toHaveLength(2);
    expect((await feedback.listByIssue(issue?.id ?? '', options)).feedback).toHaveLength(2);
    expect((await attachments.listByEvent('1', EVENT, options)).attachments[0]).toMatchObject({
      name: 'app.log',
      issueId: issue?.id,
      expires: NOW + 90 * 86_400_000,
    });
  });

  test('that comes before it, or without it, is kept and counted all the same', async () => {
    const { deps, attachments, feedback } = open();
    expect(await digestBatch(deps, [toRecord(companyMessage({ id: id(2), eventId: EVENT }))])).toMatchObject({
      failed: new Set(),
    });
    expect((await attachments.listByEvent('1', EVENT, { limit: 10 })).attachments).toHaveLength(1);
    expect((await feedback.listByProject('1', { limit: 10 })).feedback).toMatchObject([{ message: 'it broke' }]);
    expect(await dynamoTotals(table, '1', NOW)).toEqual(counts);
  });

  test('is kept and counted once, also when a batch holds its message twice', async () => {
    const { deps, attachments } = open();
    const queued = companyMessage({ id: id(2), eventId: EVENT });
    await digestBatch(deps, [toRecord(queued, 1), toRecord(queued, 2)]);
    await digestBatch(deps, [toRecord(queued, 3)]);
    expect((await attachments.listByEvent('1', EVENT, { limit: 10 })).attachments).toHaveLength(1);
    expect(await dynamoTotals(table, '1', NOW)).toEqual(counts);
  });

  test('is not counted while it could not be kept: its message comes again', async () => {
    const { deps } = open();
    const queued = companyMessage({ id: id(2), eventId: EVENT });
    const broken = { ...deps, feedback: { put: () => Promise.reject(new Error('throttled')) } };
    expect((await digestBatch(broken, [toRecord(queued)])).failed.size).toBe(1);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({});
    await digestBatch(deps, [toRecord(queued, 1)]);
    expect(await dynamoTotals(table, '1', NOW)).toEqual(counts);
  });
});
