import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { TOMBSTONE } from '../../lib/aws/deleted-issue.ts';
import { hashKey } from '../../lib/aws/keys/issue.ts';
import { attributes, text } from '../../lib/aws/table.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { notingAnnouncer } from '../../lib/notify/note-announced.ts';
import { DEFAULT_FILTER_SETTINGS } from '../../lib/ports/key-store.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import type { ActiveLimit } from '../../lib/protocol/quota.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { onEachEngine } from '../support/each-engine.ts';
import { EVENT_ID, edge, edgeSettings, envelope, errorEvent, request } from '../support/edge.ts';
import { idOf } from './some-fates.ts';

const clock = { now: () => NOW + 1_000 };
const COUNT_ONLY = () => ({ firstEvents: 1, slotSeconds: 6, countOnly: true });
const arrived = (number: number, over: Partial<QueueMessage> = {}): QueueMessage => ({
  ...message({ id: idOf(number), eventId: idOf(1_000 + number) }),
  scrubbed: NOW + 4,
  ...over,
});
const queued = (one: QueueMessage, delivery = 0) => ({ ...toRecord(one, delivery), queued: NOW + 50 });

onEachEngine((engine, open) => {
  test(`${engine}: of a storm every event can be asked for: kept ones by their row, all others by the log`, async () => {
    const table = await open({ clock });
    const { deps, events } = digester(table, { clock, ids: seededIds(1) });
    const storm = Array.from({ length: 30 }, (_, number) => arrived(number));
    await digestBatch(
      { ...deps, samplingOf: COUNT_ONLY },
      storm.slice(0, 10).map(one => queued(one)),
    );
    await digestBatch(
      { ...deps, samplingOf: COUNT_ONLY },
      storm.slice(10).map(one => queued(one)),
    );
    const { find } = digester(table, { clock, ids: seededIds(2), blobs: deps.blobs }).fates;
    let kept = 0;
    for (let number = 0; number < 30; number++) {
      const stored = await events.get('1', idOf(1_000 + number));
      const logged = await find('1', idOf(1_000 + number));
      if (stored) kept++;
      expect(stored ?? logged).toMatchObject({
        received: NOW,
        scrubbed: NOW + 4,
        queued: NOW + 50,
        digested: NOW + 1_000,
      });
      expect(logged?.valueOf()).toEqual(
        stored ? undefined : expect.objectContaining({ outcome: 'counted_only', issueNumber: 1 }),
      );
    }
    expect(kept).toBe(1);
    table.close();
  });

  test(`${engine}: a digest that died between counting and logging leaves no event without a fate`, async () => {
    const table = await open({ clock });
    const { deps, fates } = digester(table, { clock, ids: seededIds(1) });
    const records = Array.from({ length: 20 }, (_, number) => queued(arrived(number)));
    const dying = {
      ...deps,
      samplingOf: COUNT_ONLY,
      fates: { append: async () => Promise.reject(new Error('gone')) },
      faultOf: () => 'outage' as const,
    };
    const { failed } = await digestBatch(dying, records);
    expect(failed.size).toBe(20);
    await digestBatch({ ...deps, samplingOf: COUNT_ONLY }, records);
    const found = await Promise.all(Array.from({ length: 20 }, (_, n) => fates.find('1', idOf(1_000 + n))));
    expect(found.filter(one => typeof one === 'object' && one.outcome === 'counted_only')).toHaveLength(19);
    table.close();
  });

  test(`${engine}: an event of a discarded issue can be asked for`, async () => {
    const table = await open({ clock });
    const { deps, fates } = digester(table, { clock, ids: seededIds(1) });
    const one = arrived(1);
    const [item] = one.items;
    if (item?.type !== 'event') throw new Error('it has an event');
    for (const hash of groupEvent(item.event).hashes) {
      const Item = { ...attributes(hashKey('1', hash)), hash: text(hash), [TOMBSTONE]: text('1') };
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    }
    await digestBatch(deps, [queued(one)]);
    expect(await fates.find('1', idOf(1_001))).toMatchObject({ outcome: 'filtered', reason: 'discarded-hash' });
    table.close();
  });

  test(`${engine}: what the edge dropped can be asked for by the id that the SDK knows`, async () => {
    const table = await open({ clock });
    const { deps, fates } = digester(table, { clock, ids: seededIds(1) });
    const filters = { ...DEFAULT_FILTER_SETTINGS, localhost: true };
    const at = edge({ now: NOW, settings: [edgeSettings({ filters })] });
    const local = errorEvent({ request: { url: 'http://localhost:3000/' }, timestamp: NOW / 1_000 });
    const broken = errorEvent({ event_id: idOf(7), timestamp: -5 });
    await receive(at.deps, request({ body: envelope({}, [{ type: 'event' }, local]) }));
    await receive(at.deps, request({ body: envelope({ event_id: idOf(8) }, [{ type: 'event' }, '{']) }));
    await receive(at.deps, request({ body: envelope({}, [{ type: 'event' }, broken]) }));
    for (const [index, one] of (await at.messages()).entries()) await digestBatch(deps, [toRecord(one, index)]);
    expect(await fates.find('1', EVENT_ID)).toMatchObject({ outcome: 'filtered', reason: 'localhost', received: NOW });
    expect(await fates.find('1', idOf(7))).toMatchObject({ outcome: 'invalid' });
    expect(await fates.find('1', idOf(8))).toMatchObject({ outcome: 'invalid', reason: 'invalid_json' });
    table.close();
  });

  test(`${engine}: a limit that an event fell by is its fate`, async () => {
    const table = await open({ clock });
    const { deps, fates } = digester(table, { clock, ids: seededIds(1) });
    const until = NOW + 60_000;
    const limit: ActiveLimit = { quotaId: 'q', scope: 'project', categories: [], reasonCode: 'daily', until };
    const at = edge({ now: NOW, settings: [edgeSettings({ limits: [limit] })] });
    const body = envelope({ event_id: EVENT_ID }, [{ type: 'event' }, errorEvent()]);
    const { response } = await receive(at.deps, request({ body }));
    expect(response.status).toBe(429);
    for (const one of await at.messages()) await digestBatch(deps, [toRecord(one)]);
    expect(await fates.find('1', EVENT_ID)).toMatchObject({ outcome: 'rate_limited', reason: 'daily' });
    table.close();
  });

  test(`${engine}: people are told of an event at a time that can be asked for`, async () => {
    const table = await open({ clock });
    const { deps, told, fates } = digester(table, { clock, ids: seededIds(1) });
    await digestBatch(deps, [queued(arrived(1)), queued(arrived(2))]);
    expect(told).toHaveLength(1);
    expect(await fates.announcedAt('1', idOf(1_001))).toBe(NOW + 1_000);
    expect(await fates.announcedAt('1', idOf(1_002))).toBeUndefined();
    table.close();
  });
});

test('people are told, whether that can be noted or not', async () => {
  const told: string[] = [];
  const errors: string[] = [];
  const announcer = notingAnnouncer({
    announcer: { announce: async ({ eventId }) => void told.push(eventId), announceRelease: async () => {} },
    fates: { noteAnnounced: async () => Promise.reject(new Error('the table is away')) },
    clock,
    log: (_, line) => void errors.push(line),
  });
  // Only who it is matters here.
  const issue = { id: '1', projectId: '1' } as Parameters<typeof announcer.announce>[1];
  await announcer.announce({ kind: 'new', issueId: '1', eventId: idOf(1) }, issue);
  expect(told).toEqual([idOf(1)]);
  expect(errors).toEqual(['that an event was announced was not noted']);
});
