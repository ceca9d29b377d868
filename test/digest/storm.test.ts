import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TOMBSTONE } from '../../lib/aws/deleted-issue.ts';
import { hashKey } from '../../lib/aws/keys/issue.ts';
import { attributes, text } from '../../lib/aws/table.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import { digester, memoryBlobs, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const DAY = 86_400_000;
/** Of digits that spread over receipts as random ones do. */
const id = (n: number) => ((n * 2_654_435_761) % 2 ** 32).toString(16).padStart(32, '0');

describe('a storm of one issue', () => {
  let table: TestTable;
  let now = NOW;
  let writeUnits = 0;

  /** What the table says that its writes have cost. */
  const metered =
    (wire: Wire): Wire =>
    async request => {
      const { buffer, byteOffset, byteLength } = request.body;
      const input = JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString('utf8'));
      const body = Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));
      const answer = await wire({ ...request, body });
      const { ConsumedCapacity = [] } = JSON.parse(Buffer.from(answer.body).toString('utf8'));
      if (/Write|Put|Update|Delete/.test(request.headers['x-amz-target'] ?? ''))
        for (const { CapacityUnits } of [ConsumedCapacity].flat()) writeUnits += CapacityUnits;
      return answer;
    };

  beforeEach(async () => {
    now = NOW;
    writeUnits = 0;
    table = await openTestTable({ clock: { now: () => now }, around: metered });
  });
  afterEach(() => table.close());

  const open = (blobs = memoryBlobs()) => digester(table, { clock: { now: () => now }, ids: seededIds(7), blobs });
  const issues = async () => (await open().issues.list('1', 'unresolved', { limit: 50 })).issues;
  const digestAll = async (deps: ReturnType<typeof open>['deps'], queued: readonly QueueMessage[], batch = 1_000) => {
    for (let from = 0; from < queued.length; from += batch) {
      const records = queued.slice(from, from + batch).map(one => toRecord(one));
      expect((await digestBatch(deps, records)).failed.size).toBe(0);
    }
  };

  test('costs a tenth of a write unit an event, is counted exactly, and keeps its first events and a spread of the rest', async () => {
    const { deps, events, stats } = open();
    const queued = Array.from({ length: 6_000 }, (_, n) =>
      message({ id: id(n), eventId: id(20_000 + n), at: NOW + 2 * n, event: { user: { id: String(n) } } }),
    );
    await digestAll(deps, queued.slice(0, 2_000));
    const before = writeUnits;
    await digestAll(deps, queued.slice(2_000));
    expect((writeUnits - before) / 4_000).toBeLessThanOrEqual(0.1);
    const [issue] = await issues();
    expect(issue?.count).toBe(6_000);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({ 'error#stored#': 101, 'error#counted_only#': 5_899 });
    for (let n = 0; n < 100; n++) expect(await events.get('1', id(20_000 + n))).toBeDefined();
    const { users, exact } = await stats.users(issue!);
    expect(exact).toBe(false);
    expect(Math.abs(users / 6_000 - 1)).toBeLessThan(0.14);
  });

  test('hides nothing new: the one event of another release is kept', async () => {
    const { deps, events } = open();
    const release = (n: number) => ({ release: n === 777 ? 'shop@2.0' : 'shop@1.0' });
    await digestAll(
      deps,
      Array.from({ length: 1_000 }, (_, n) =>
        message({ id: id(n), eventId: id(20_000 + n), at: NOW + (n % 2), event: release(n) }),
      ),
      250,
    );
    expect((await events.get('1', id(20_777)))?.event.release).toBe('shop@2.0');
    expect(await events.get('1', id(20_778))).toBeUndefined();
  });

  test('of an issue that people have discarded is filtered, and each event counted once', async () => {
    const first = message({ id: id(1), eventId: id(101) });
    const [item] = first.items;
    if (item?.type !== 'event') throw new Error('the message has one event');
    for (const hash of groupEvent(item.event).hashes) {
      const Item = { ...attributes(hashKey('1', hash)), hash: text(hash), [TOMBSTONE]: text('1') };
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    }
    const { deps, told, events } = open();
    const queued = [first, ...Array.from({ length: 30 }, (_, n) => message({ id: id(2 + n), eventId: id(102 + n) }))];
    await digestAll(deps, queued);
    await digestAll(deps, queued);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({ 'error#filtered#discarded-hash': 31 });
    expect([await issues(), told, await events.get('1', id(101))]).toEqual([[], [], undefined]);
  });

  test('of an event whose id two issues bring is counted by one of them', async () => {
    const { deps } = open();
    await digestAll(deps, [
      message({ id: id(1), eventId: id(100), site: 'pay' }),
      message({ id: id(2), eventId: id(100), site: 'ship' }),
    ]);
    expect((await issues()).map(({ count }) => count)).toEqual([1]);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({ 'error#stored#': 1, 'error#duplicate#': 1 });
  });

  test('puts the payloads of a batch into one object', async () => {
    const blobs = memoryBlobs();
    const { deps, events } = open(blobs);
    const noise = (n: number) => ({
      noise: Array.from({ length: 150 }, (_, index) => (index * index * (n + 3)) % 997),
    });
    await digestAll(
      deps,
      Array.from({ length: 20 }, (_, n) => message({ id: id(n), eventId: id(100 + n), event: { extra: noise(n) } })),
    );
    expect([...blobs.objects.keys()]).toEqual([expect.stringMatching(/^payloads\/full\/1\/2026-11-22\/[0-9a-f]{32}$/)]);
    for (let n = 0; n < 20; n++) expect((await events.get('1', id(100 + n)))?.event.extra).toEqual(noise(n));
  });

  test('after an issue has been gone for its retention opens a new one', async () => {
    const { deps, told } = open();
    await digestAll(deps, [message({ id: id(1), eventId: id(101) })]);
    now = NOW + 91 * DAY;
    await digestAll(deps, [message({ id: id(2), eventId: id(102), at: now })]);
    await digestAll(deps, [message({ id: id(3), eventId: id(103), at: now })]);
    const living = (await issues()).filter(({ expires }) => expires > now);
    expect(living.map(({ shortId, count }) => [shortId, count])).toEqual([['WEB-2', 2]]);
    expect(told.map(({ kind }) => kind)).toEqual(['new', 'new']);
  });

  test('that goes on keeps its issue alive', async () => {
    const { deps } = open();
    for (let day = 0; day <= 120; day += 30) {
      now = NOW + day * DAY;
      await digestAll(deps, [message({ id: id(day), eventId: id(1_000 + day), at: now })]);
    }
    expect((await issues()).map(({ shortId, count }) => [shortId, count])).toEqual([['WEB-1', 5]]);
  });
});
