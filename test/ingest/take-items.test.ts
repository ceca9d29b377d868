import { describe, expect, test } from '@jest/globals';
import { MAX_FILES_BYTES, parsersFor, takeItems } from '../../lib/ingest/take-items.ts';
import { parseEnvelope } from '../../lib/protocol/envelope.ts';
import { itemContext, NEW_ID } from '../items/item-context.ts';
import { EVENT_ID, envelope, errorEvent } from '../support/edge.ts';

type Items = [header: object, payload: unknown][];
const OTHER_ID = 'e'.repeat(32);
const file: Items[number] = [{ type: 'attachment', filename: 'a.txt' }, 'abc'];
const aReport: Items[number] = [{ type: 'user_report' }, { event_id: OTHER_ID, name: 'J', email: '', comments: 'hm' }];

const takeAll = async (items: Items, options: { eventId?: string; batches?: true } = {}) => {
  const { eventId, ...door } = options;
  const parsed = parseEnvelope(envelope({}, ...items));
  const context = itemContext({ eventId, itemTypes: new Set() });
  const { kept, blobs, outcomes } = takeItems(parsed, context, await parsersFor(parsed), door);
  return { kept, blobs, counted: outcomes.map(one => `${one.category} ${one.outcome} ${one.reason} ${one.quantity}`) };
};

describe('the items of an envelope', () => {
  test('belong to its event, whether they stand before it or after it', async () => {
    for (const items of [
      [file, [{ type: 'event' }, errorEvent()]],
      [[{ type: 'event' }, errorEvent()], file],
    ] as Items[]) {
      const { kept, blobs, counted } = await takeAll(items);
      expect(kept.map(item => [item.type, item.eventId]).sort()).toEqual([
        ['attachment', EVENT_ID],
        ['event', EVENT_ID],
      ]);
      expect(blobs).toHaveLength(1);
      expect(counted).toEqual([]);
    }
  });

  test('without an event belong to the one that the header names', async () => {
    const { kept, counted } = await takeAll([file, file], { eventId: EVENT_ID });
    expect(kept.map(({ eventId }) => eventId)).toEqual([EVENT_ID, EVENT_ID]);
    expect(counted).toEqual([]);
    expect((await takeAll([file])).counted).toEqual([
      'attachment invalid invalid_event_id 3',
      'attachment_item invalid invalid_event_id 1',
    ]);
  });

  test('fall with an event that is dropped, for the same reason, each in its own category', async () => {
    const filtered = errorEvent({
      exception: { values: [{ type: 'ChunkLoadError', value: 'Loading chunk 7 failed' }] },
    });
    const { kept, blobs, counted } = await takeAll([[{ type: 'event' }, filtered], file, aReport]);
    expect([kept, blobs]).toEqual([[], []]);
    expect(counted).toEqual([
      'error filtered chunk-load-error 1',
      'attachment filtered chunk-load-error 3',
      'attachment_item filtered chunk-load-error 1',
      'feedback filtered chunk-load-error 1',
    ]);
    expect((await takeAll([[{ type: 'event' }, 'no JSON'], file])).counted).toContain(
      'attachment invalid invalid_json 3',
    );
    // Only containers have entries: what another item's header says of some is not believed.
    const manifold: Items[number] = [{ type: 'user_report', item_count: 6 }, aReport[1]];
    expect((await takeAll([[{ type: 'event' }, 'no JSON'], manifold])).counted).toContain(
      'feedback invalid invalid_json 1',
    );
  });

  test('that need no event do not fall with one', async () => {
    const session = {
      sid: EVENT_ID,
      init: true,
      started: '2026-11-18T11:06:40Z',
      status: 'ok',
      attrs: { release: 'a' },
    };
    const { counted } = await takeAll([
      [{ type: 'event' }, 'no JSON'],
      [{ type: 'session' }, session],
    ]);
    expect(counted[1]).toMatch(/^session invalid (?!invalid_json)/);
  });

  test('that would make a second event are duplicates, unless the door brings many', async () => {
    const events: Items = [
      [{ type: 'event' }, errorEvent()],
      [{ type: 'event' }, errorEvent({ event_id: OTHER_ID })],
    ];
    expect(await takeAll(events)).toMatchObject({
      kept: [{ eventId: EVENT_ID }],
      counted: ['error invalid duplicate_item 1'],
    });
    expect((await takeAll(events, { batches: true })).kept).toHaveLength(2);
  });
});

test('files beyond what can be scrubbed in time are counted with the reason, and the event is kept', async () => {
  const large: Items[number] = [{ type: 'attachment', filename: 'a.bin' }, 'x'.repeat(MAX_FILES_BYTES - 2)];
  const { kept, counted } = await takeAll([large, file, [{ type: 'event' }, errorEvent()], file]);
  expect(kept.map(({ type }) => type).sort()).toEqual(['attachment', 'event']);
  expect(counted).toEqual([
    'attachment invalid too_large:attachment 6',
    'attachment_item invalid too_large:attachment 2',
  ]);
});

describe('a crash', () => {
  const dump: Items[number] = [{ type: 'attachment', attachment_type: 'event.minidump', filename: 'a.dmp' }, 'MDMP'];
  const eventOf = async (items: Items) => {
    const [event] = (await takeAll(items)).kept.flatMap(item => (item.type === 'event' ? item : []));
    return event;
  };

  test('that is a file alone becomes an event with that file', async () => {
    const { kept } = await takeAll([dump]);
    expect(kept.map(item => [item.type, item.eventId])).toEqual([
      ['event', NEW_ID],
      ['attachment', NEW_ID],
    ]);
    expect((await eventOf([dump]))?.event).toMatchObject({
      type: 'error',
      platform: 'native',
      level: 'fatal',
      exception: {
        values: [{ type: 'Minidump', mechanism: { type: 'minidump', handled: false, synthetic: true } }],
      },
    });
    const apple: Items[number] = [{ type: 'attachment', attachment_type: 'event.applecrashreport' }, 'Incident'];
    expect((await eventOf([apple]))?.event.exception?.values[0]).toMatchObject({
      type: 'AppleCrashReport',
      mechanism: { type: 'applecrashreport' },
    });
  });

  test('keeps what the SDK says about it, and what it has found out itself', async () => {
    expect(await eventOf([[{ type: 'event' }, { event_id: EVENT_ID, release: 'shop@1' }], dump])).toMatchObject({
      eventId: EVENT_ID,
      event: { release: 'shop@1', level: 'fatal', exception: { values: [{ type: 'Minidump' }] } },
    });
    expect((await eventOf([[{ type: 'event' }, errorEvent()], dump]))?.event.exception?.values).toMatchObject([
      { type: 'TypeError' },
    ]);
  });
});
