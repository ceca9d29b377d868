import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import type { Issue, IssueStore } from '../../lib/ports/issue-store.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

/** As a person does. */
const resolve = async (issues: IssueStore, issue: Issue | undefined, at: number): Promise<void> => {
  if (!issue) throw new Error('there is no issue to resolve');
  const { id: issueId, life, lifeVersion } = issue;
  const change = {
    status: 'resolved',
    substatus: null,
    life,
    statusChanged: at,
    activities: [],
    due: [],
    pending: false,
  } as const;
  expect(await issues.change(issueId, lifeVersion, change)).toBe('changed');
};

const id = (n: number) => n.toString(16).padStart(32, '0');

describe('a batch of the digest', () => {
  let table: TestTable;
  let now = NOW;
  const open = () => digester(table, { clock: { now: () => now }, ids: seededIds(7) });
  beforeEach(async () => {
    now = NOW;
    table = await openTestTable({ clock: { now: () => now } });
  });
  afterEach(() => table.close());
  const list = async (status: 'unresolved' | 'resolved' = 'unresolved') =>
    (await open().issues.list('1', status, { limit: 50 })).issues;

  test('makes one issue of events with the same stack, counts them, and tells people once', async () => {
    const { deps, told } = open();
    const records = [1, 2, 3].map(n => toRecord(message({ id: id(n), eventId: id(100 + n), at: NOW - n * 1_000 })));
    expect(await digestBatch(deps, records)).toMatchObject({ counted: 3, announced: 1 });
    const [issue] = await list();
    expect(issue).toMatchObject({
      shortId: 'WEB-1',
      title: 'TypeError: pay is not a function',
      count: 3,
      firstSeen: NOW - 3_000,
      lastSeen: NOW - 1_000,
      status: 'unresolved',
      substatus: 'new',
    });
    expect(told.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['new', '[web] New issue WEB-1: TypeError: pay is not a function'],
    ]);
    await digestBatch(deps, [toRecord(message({ id: id(4), eventId: id(104) }))]);
    expect((await list())[0]).toMatchObject({ count: 4, lastSeen: NOW });
    expect(told).toHaveLength(1);
  });

  test('keeps issues of other functions and other projects apart', async () => {
    const { deps, told } = open();
    await digestBatch(deps, [
      toRecord(message({ id: id(1), eventId: id(101), site: 'pay' })),
      toRecord(message({ id: id(2), eventId: id(102), site: 'ship' })),
      toRecord(message({ id: id(3), eventId: id(103), site: 'pay', project: '2' })),
    ]);
    expect((await list()).map(issue => [issue.shortId, issue.count])).toHaveLength(2);
    expect(told.map(notification => notification.issue.projectSlug).sort()).toEqual(['p2', 'web', 'web']);
  });

  test('given again changes nothing', async () => {
    const { deps, told } = open();
    const queued = [1, 2].map(n => message({ id: id(n), eventId: id(100 + n) }));
    await digestBatch(
      deps,
      queued.map(one => toRecord(one)),
    );
    const before = [await list(), await dynamoTotals(table, '1', NOW)];
    expect(
      (
        await digestBatch(
          deps,
          queued.map(one => toRecord(one, 1)),
        )
      ).counted,
    ).toBe(0);
    expect([await list(), await dynamoTotals(table, '1', NOW)]).toEqual(before);
    expect(told).toHaveLength(1);
  });

  test('counts an event that an SDK sends twice once, and the second as a duplicate, once', async () => {
    const { deps } = open();
    const first = message({ id: id(1), eventId: id(100) });
    const second = message({ id: id(2), eventId: id(100) });
    await digestBatch(deps, [toRecord(first), toRecord(second)]);
    await digestBatch(deps, [toRecord(second, 1)]);
    await digestBatch(deps, [toRecord(message({ id: id(3), eventId: id(100) }))]);
    expect((await list())[0]?.count).toBe(1);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({ 'error#stored#': 1, 'error#duplicate#': 2 });
  });

  test('opens a resolved issue again and tells people of the regression, unless the event was on its way already', async () => {
    const { deps, told, issues } = open();
    await digestBatch(deps, [toRecord(message({ id: id(1), eventId: id(101) }))]);
    const [issue] = await list();
    await resolve(issues, issue, NOW + 5_000);
    now = NOW + 10_000;
    await digestBatch(deps, [toRecord(message({ id: id(2), eventId: id(102), received: NOW + 4_000 }))]);
    expect((await list('resolved'))[0]).toMatchObject({ count: 2, status: 'resolved' });
    await digestBatch(deps, [toRecord(message({ id: id(3), eventId: id(103), at: NOW + 9_000 }))]);
    expect((await list())[0]).toMatchObject({ count: 3, status: 'unresolved', substatus: 'regressed' });
    expect(told.map(({ kind }) => kind)).toEqual(['new', 'regressed']);
    await digestBatch(deps, [toRecord(message({ id: id(4), eventId: id(104), at: NOW + 11_000 }))]);
    expect(told).toHaveLength(2);
  });

  test('counts a storm of one issue over many transactions exactly', async () => {
    const { deps } = open();
    const queued = Array.from({ length: 1_500 }, (_, n) =>
      message({ id: id(n), eventId: id(10_000 + n), at: NOW + (n % 3) * 1_000 }),
    );
    for (let from = 0; from < queued.length; from += 500)
      expect(
        (
          await digestBatch(
            deps,
            queued.slice(from, from + 500).map(one => toRecord(one)),
          )
        ).failed.size,
      ).toBe(0);
    const [issue] = await list();
    expect(issue?.count).toBe(1_500);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({
      'error#stored#': 100,
      'error#counted_only#': 1_400,
    });
    const hours = await open().stats.hourly(issue ? [issue] : [], NOW - 3_600_000, NOW + 3_600_000);
    expect([...hours.values()]).toEqual([[{ hour: NOW, count: 1_500 }]]);
  });

  test('counts many issues in one batch', async () => {
    const { deps, told } = open();
    const records = Array.from({ length: 100 }, (_, n) =>
      toRecord(
        message({
          id: id(n),
          eventId: id(1_000 + n),
          site: `site${String.fromCharCode(97 + (n % 25))}${n < 50 ? 'x' : 'y'}`,
        }),
      ),
    );
    expect((await digestBatch(deps, records)).failed.size).toBe(0);
    const issues = await list();
    expect(issues).toHaveLength(50);
    expect(new Set(issues.map(issue => issue.shortId)).size).toBe(50);
    expect(issues.every(issue => issue.count === 2)).toBe(true);
    expect(told).toHaveLength(50);
  });

  test('a record that cannot be read fails alone', async () => {
    const { deps } = open();
    const good = toRecord(message({ id: id(1), eventId: id(101) }));
    const { failed, counted, buried } = await digestBatch(deps, [
      { id: 'bad', body: 'z1:AAAA' },
      good,
      { id: 'strange', body: 'hello' },
    ]);
    expect([failed.size, counted, buried]).toEqual([0, 1, 2]);
  });

  test('counts the fates that the edge decided, once a message', async () => {
    const { deps } = open();
    const queued = {
      ...message({ id: id(1), eventId: id(101) }),
      items: [],
      outcomes: [
        { category: 'session' as const, outcome: 'invalid' as const, reason: 'unsupported_session', quantity: 2 },
      ],
    };
    await digestBatch(deps, [toRecord(queued), toRecord({ ...queued, id: id(2) })]);
    await digestBatch(deps, [toRecord(queued, 1)]);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({ 'session#invalid#unsupported_session': 4 });
  });

  test('a topic that is down costs no count; the outbox remembers', async () => {
    const { deps, outbox, told } = digester(table, {
      clock: { now: () => now },
      ids: seededIds(7),
      publish: () => {
        throw new Error('SNS is down');
      },
    });
    const { failed, counted } = await digestBatch(deps, [toRecord(message({ id: id(1), eventId: id(101) }))]);
    expect([failed.size, counted, told.length]).toEqual([0, 1, 0]);
    expect((await outbox.due(NOW + 1, 10)).flatMap(({ announcements }) => announcements)).toMatchObject([
      { kind: 'new', eventId: id(101) },
    ]);
  });

  test('stores the event whole, and it can be read back by issue and by id', async () => {
    const { deps, events } = open();
    await digestBatch(deps, [toRecord(message({ id: id(1), eventId: id(101), event: { tags: [['plan', '프로']] } }))]);
    const [issue] = await list();
    const stored = await events.get('1', id(101));
    expect(stored).toMatchObject({
      issueId: issue?.id,
      event: { tags: [['plan', '프로']], exception: { values: [{ type: 'TypeError' }] } },
    });
    expect((await events.listByIssue(issue?.id ?? '', { limit: 5 })).events.map(one => one.eventId)).toEqual([id(101)]);
    now = NOW + 91 * 86_400_000;
    expect(await events.get('1', id(101))).toBeUndefined();
  });
});
