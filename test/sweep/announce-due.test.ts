import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { announceDue } from '../../lib/sweep/announce-due.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';

const MINUTE = 60_000;
let table: TestTable;
let now = NOW;
const clock = { now: () => now };
beforeEach(async () => {
  now = NOW;
  table = await openTestTable({ clock });
});
afterEach(() => table.close());

/** A digest whose topic is down: the announcement stays in the outbox. */
const digestWithoutTopic = async () => {
  const { deps } = digester(table, {
    clock,
    ids: seededIds(3),
    publish: () => {
      throw new Error('SNS is down');
    },
  });
  await digestBatch(deps, [toRecord(message({ id: '1'.repeat(32), eventId: '2'.repeat(32) }))]);
};

test('what could not be told is told later, once, with file and line', async () => {
  await digestWithoutTopic();
  const { deps, issues, projects, told } = digester(table, { clock, ids: seededIds(4) });
  expect(await announceDue({ ...deps, issues, projects })).toBe(0);
  now = NOW + MINUTE;
  expect(await announceDue({ ...deps, issues, projects })).toBe(1);
  expect(told.map(({ kind, text }) => [kind, text.includes('app.js:1:2 in pay')])).toEqual([['new', true]]);
  expect(await announceDue({ ...deps, issues, projects })).toBe(0);
});

test('a topic that is still down is tried again by the next sweep', async () => {
  await digestWithoutTopic();
  now = NOW + MINUTE;
  let broken = true;
  const { deps, issues, projects, told } = digester(table, {
    clock,
    ids: seededIds(5),
    publish: () => {
      if (broken) throw new Error('SNS is down');
    },
  });
  expect(await announceDue({ ...deps, issues, projects })).toBe(0);
  broken = false;
  expect(await announceDue({ ...deps, issues, projects })).toBe(1);
  expect(told).toHaveLength(1);
});
