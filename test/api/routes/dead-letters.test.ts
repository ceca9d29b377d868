import { zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DeadLetter } from '../../../lib/ports/dead-letter-store.ts';
import { parseRedrivenBody } from '../../../lib/protocol/dead-letter.ts';
import { message } from '../../support/digester.ts';
import { ACME_TOKEN, json, NOW, OTHER_TOKEN, OWNER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const LIST = '/api/0/organizations/acme/dead-letters/';
const REDRIVE = `${LIST}redrive/`;
const id = (n: number) => n.toString(16).padStart(32, '0');
const EVENT = id(0xe1);

const SHOP = { organization: 'acme', projectId: '42', projectSlug: 'shop' };
const API = { organization: 'acme', projectId: '43', projectSlug: 'api' };
const SECRET = { organization: 'other', projectId: '44', projectSlug: 'secret' };

const letter = (n: number, more: Partial<DeadLetter> = {}): DeadLetter => ({
  id: id(n),
  origin: SHOP,
  reason: 'digest_failed',
  error: 'TypeError: x is undefined',
  recordId: `record-${n}`,
  received: NOW - 60_000,
  queued: NOW - 59_000,
  buried: NOW - n * 1_000,
  tries: 4,
  redrives: 0,
  held: [{ category: 'error', quantity: 1 }],
  eventIds: [EVENT],
  body: { key: `dead-letters/42/2026-11-22/${id(n)}`, form: 'text', bytes: 2 },
  expires: NOW + 86_400_000,
  ...more,
});

describe('dead letters', () => {
  let shop: ReturnType<typeof scene>;
  beforeEach(() => {
    shop = scene();
  });
  const keep = async (...letters: DeadLetter[]) => {
    for (const one of letters) await shop.deadLetters.bury(one, undefined);
  };
  const listed = async (query = '', token = ACME_TOKEN) =>
    json(await shop.ask('GET', `${LIST}${query}`, { token })).map((one: { id: string }) => one.id);

  test('are listed latest first, of a project and of a reason, those of others never', async () => {
    await keep(
      letter(1),
      letter(2, { origin: API, reason: 'unreadable' }),
      letter(3, { origin: SECRET }),
      letter(4, { reason: 'unreadable' }),
    );
    expect(await listed()).toEqual([id(1), id(2), id(4)]);
    expect(await listed('?project=shop')).toEqual([id(1), id(4)]);
    expect(await listed('?reason=unreadable')).toEqual([id(2), id(4)]);
    expect(await listed('?project=42&reason=unreadable')).toEqual([id(4)]);
    const page = await shop.ask('GET', `${LIST}?limit=2`);
    expect(json(page)).toHaveLength(2);
    expect(page.headers.link).toContain('rel="next"; results="true"');
  });

  test('say why, when, how often and what they held', async () => {
    await keep(letter(1, { redrives: 2 }));
    const [first] = await shop.get(LIST);
    expect(first).toEqual({
      id: id(1),
      project: 'shop',
      reason: 'digest_failed',
      error: 'TypeError: x is undefined',
      dateReceived: new Date(NOW - 60_000).toISOString(),
      dateQueued: new Date(NOW - 59_000).toISOString(),
      dateGivenUp: new Date(NOW - 1_000).toISOString(),
      dateExpires: new Date(NOW + 86_400_000).toISOString(),
      tries: 4,
      redrives: 2,
      held: [{ category: 'error', quantity: 1 }],
      eventIds: [EVENT],
      size: 2,
    });
  });

  test('are gone when their time is over', async () => {
    await keep(letter(1, { expires: NOW }));
    expect(await listed()).toEqual([]);
    expect((await shop.ask('GET', `${LIST}${id(1)}/`)).status).toBe(404);
  });

  test.each(['?reason=bad', '?project=', '?unattributed=true&project=shop', '?unattributed=perhaps'])(
    'a list that is asked for wrongly (%s) is refused by name',
    async query => {
      const answer = await shop.ask('GET', `${LIST}${query}`, { token: OWNER_TOKEN });
      expect(answer.status).toBe(400);
    },
  );

  test('a project of another organization, and one that is not there, look the same', async () => {
    expect((await shop.ask('GET', `${LIST}?project=secret`)).status).toBe(404);
    expect((await shop.ask('GET', `${LIST}?project=none`)).status).toBe(404);
    expect((await shop.ask('GET', '/api/0/organizations/other/dead-letters/')).status).toBe(404);
  });

  test('of nobody are seen and sent only by who administers the first organization', async () => {
    const { origin: _, ...unattributed } = letter(5, { reason: 'unreadable' });
    await keep(unattributed);
    expect(await listed()).toEqual([]);
    expect(await listed('?unattributed=true', OWNER_TOKEN)).toEqual([id(5)]);
    expect((await shop.ask('GET', `${LIST}?unattributed=true`)).status).toBe(403);
    const others = '/api/0/organizations/other/dead-letters/';
    expect((await shop.ask('GET', `${others}?unattributed=true`, { token: OTHER_TOKEN })).status).toBe(403);
    expect((await shop.ask('GET', `${others}${id(5)}/`, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await shop.ask('GET', `${LIST}${id(5)}/`)).status).toBe(404);
    expect((await shop.ask('GET', `${LIST}${id(5)}/`, { token: OWNER_TOKEN })).status).toBe(200);
    expect((await shop.ask('POST', REDRIVE, { body: { ids: [id(5)] } })).status).toBe(404);
    const answer = await shop.ask('POST', REDRIVE, { token: OWNER_TOKEN, body: { unattributed: true } });
    expect(json(answer)).toMatchObject({ redriven: 1, more: false });
  });

  describe('one of them', () => {
    test('shows what of it can be read', async () => {
      await keep(letter(1));
      const queued = message({ id: id(1), eventId: EVENT });
      await shop.blobs.put(letter(1).body!.key, Buffer.from(JSON.stringify(queued))); // every letter here has one
      const { contents } = await shop.get(`${LIST}${id(1)}/`);
      expect(contents).toMatchObject({
        items: [{ type: 'event' }],
        events: [{ id: EVENT, title: 'TypeError: pay is not a function', level: 'error', platform: 'javascript' }],
        outcomes: [],
      });
    });

    test.each([
      ['text that is no message', Buffer.from('hello'), 'text'],
      ['bytes that do not decompress', Buffer.from([1, 2, 3]), 'zstd'],
      ['more than is looked into here', zstdCompressSync(Buffer.alloc(9 * 1024 * 1024, ' ')), 'zstd'],
    ] as const)('shows nothing of %s', async (_, bytes, form) => {
      await keep(letter(1, { body: { key: 'dead-letters/42/x', form, bytes: bytes.length } }));
      await shop.blobs.put('dead-letters/42/x', bytes);
      expect((await shop.get(`${LIST}${id(1)}/`)).contents).toBeNull();
    });

    test('that is broken inside is shown as far as it is not', async () => {
      await keep(letter(1));
      const broken = {
        ...message({ id: id(1), eventId: EVENT }),
        items: [null, { type: 'event', eventId: 7 }, { type: 'later' }],
        outcomes: [null],
      };
      await shop.blobs.put(letter(1).body!.key, Buffer.from(JSON.stringify(broken)));
      const { contents } = await shop.get(`${LIST}${id(1)}/`);
      expect(contents.items.map((item: { type: string }) => item.type)).toEqual(['', 'event', 'later']);
      expect(contents.events).toEqual([{ id: '', title: '<unreadable>', level: '', platform: '' }]);
    });

    test('gives its body only to who may do everything with events, and never as a page', async () => {
      await keep(letter(1));
      await shop.blobs.put(letter(1).body!.key, Buffer.from('<script>alert(1)</script>'));
      const target = `${LIST}${id(1)}/?download`;
      expect((await shop.ask('GET', target)).status).toBe(403);
      const answer = await shop.ask('GET', target, { token: OWNER_TOKEN });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/octet-stream');
      expect(answer.headers['content-disposition']).toContain('attachment');
      expect(Buffer.from(answer.body as Uint8Array).toString()).toBe('<script>alert(1)</script>');
    });

    test('of another organization looks as if it were not there, whatever is asked of it', async () => {
      await keep(letter(3, { origin: SECRET }));
      expect((await shop.ask('GET', `${LIST}${id(3)}/`, { token: OWNER_TOKEN })).status).toBe(404);
      expect((await shop.ask('DELETE', `${LIST}${id(3)}/`, { token: OWNER_TOKEN })).status).toBe(404);
      expect((await shop.ask('POST', REDRIVE, { token: OWNER_TOKEN, body: { ids: [id(3)] } })).status).toBe(404);
      expect((await shop.ask('GET', `${LIST}..%2f..%2f/`)).status).toBe(404);
      expect(shop.sent).toEqual([]);
      expect(shop.deadLetters.letters.size).toBe(1);
    });

    test('is dropped for good with its body, by who may delete events', async () => {
      await keep(letter(1));
      await shop.blobs.put(letter(1).body!.key, Buffer.from('x'));
      expect((await shop.ask('DELETE', `${LIST}${id(1)}/`)).status).toBe(403);
      expect((await shop.ask('DELETE', `${LIST}${id(1)}/`, { token: OWNER_TOKEN })).status).toBe(204);
      expect(await listed()).toEqual([]);
      expect(shop.blobs.objects.size).toBe(0);
    });
  });

  describe('are sent again', () => {
    const redrive = async (body: unknown) => json(await shop.ask('POST', REDRIVE, { body }));

    test('by id, once each, and are gone from the list', async () => {
      await keep(letter(1), letter(2, { redrives: 3 }), letter(4));
      expect(await redrive({ ids: [id(1), id(2), id(1)] })).toMatchObject({
        redriven: 2,
        withoutBody: [],
        more: false,
      });
      expect(shop.sent.map(parseRedrivenBody)).toEqual([
        { letter: id(1), times: 1, key: letter(1).body?.key, form: 'text', projectId: '42' },
        { letter: id(2), times: 4, key: letter(2).body?.key, form: 'text', projectId: '42' },
      ]);
      expect(await listed()).toEqual([id(4)]);
    });

    test('by project, by reason, or all of the organization', async () => {
      await keep(
        letter(1),
        letter(2, { origin: API }),
        letter(4, { reason: 'unreadable' }),
        letter(3, { origin: SECRET }),
      );
      expect(await redrive({ project: 'shop', reason: 'unreadable' })).toMatchObject({ redriven: 1 });
      expect(await redrive({ project: 'api' })).toMatchObject({ redriven: 1 });
      expect(await redrive({ all: true })).toMatchObject({ redriven: 1 });
      expect([...shop.deadLetters.letters.keys()]).toEqual([id(3)]);
    });

    test('a hundred at a time; whoever asks for the rest leaves out what came back meanwhile', async () => {
      await keep(...Array.from({ length: 130 }, (_, n) => letter(n + 1)));
      const first = await redrive({ all: true });
      expect(first).toMatchObject({ redriven: 100, more: true });
      await keep(letter(1, { redrives: 1, buried: NOW + 1 }));
      expect(await redrive({ all: true, before: first.before })).toMatchObject({ redriven: 30, more: false });
      expect([...shop.deadLetters.letters.keys()]).toEqual([id(1)]);
    });

    test('unless nothing of them was kept: those are named', async () => {
      const { body: _, ...bodyless } = letter(1);
      await keep(bodyless, letter(2));
      expect(await redrive({ all: true })).toMatchObject({ redriven: 1, withoutBody: [id(1)] });
      expect(await listed()).toEqual([id(1)]);
    });

    test('and stay in the list when the queue does not take them', async () => {
      await keep(letter(1));
      shop.deps.queue.send = () => Promise.reject(new Error('SQS is down'));
      await expect(shop.ask('POST', REDRIVE, { body: { all: true } })).rejects.toThrow('SQS is down');
      expect(await listed()).toEqual([id(1)]);
    });

    test.each([
      [{}, 'name either ids'],
      [{ ids: [] }, 'ids'],
      [{ ids: ['x'] }, 'hex digits'],
      [{ ids: [id(1)], all: true }, 'name either ids'],
      [{ all: false }, 'all'],
      [{ reason: 'none' }, 'reason'],
      [{ unattributed: true, project: 'shop' }, 'no project'],
      [{ all: true, before: 'yesterday' }, 'before'],
      [{ everything: true }, 'everything'],
      [{ ids: Array.from({ length: 101 }, (_, n) => id(n)) }, 'ids'],
    ])('a request like %j is refused, and says what is wrong', async (body, word) => {
      const answer = await shop.ask('POST', REDRIVE, { token: OWNER_TOKEN, body });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(json(answer))).toContain(word);
      expect(shop.sent).toEqual([]);
    });

    test('not by who may only read', async () => {
      await keep(letter(1));
      const answer = await shop.ask('POST', REDRIVE, { token: READ_ONLY_TOKEN, body: { all: true } });
      expect(answer.status).toBe(403);
      expect(await listed('', READ_ONLY_TOKEN)).toEqual([id(1)]);
    });
  });
});
