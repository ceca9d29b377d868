import { describe, expect, test } from '@jest/globals';
import { MAX_DOWNLOAD_BYTES } from '../../../lib/api/download.ts';
import type { StoredAttachment } from '../../../lib/ports/attachment-store.ts';
import { EVENT_ID, HOUR, json, NOW, nextCursor, OTHER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const EVENT = `/api/0/projects/acme/shop/events/${EVENT_ID}/attachments/`;
const id = (number: number) => number.toString(16).padStart(32, '0');

const attachment = (number: number, more: Partial<StoredAttachment> = {}): StoredAttachment => ({
  projectId: '42',
  eventId: EVENT_ID,
  id: id(number),
  issueId: '1001',
  name: 'log.txt',
  contentType: 'text/plain',
  attachmentType: 'event.attachment',
  size: 3,
  sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  blob: `attachments/42/${id(number)}`,
  received: NOW - number * 1_000,
  expires: NOW + HOUR,
  ...more,
});

const open = async (...attachments: StoredAttachment[]) => {
  const opened = scene();
  await opened.attachments.put(attachments);
  for (const { blob } of attachments) await opened.blobs.put(blob, Buffer.from('abc'));
  return opened;
};

describe('the files of an event', () => {
  test('are listed as Sentry shows them', async () => {
    const { get } = await open(attachment(1));
    expect(await get(EVENT)).toEqual([
      {
        id: id(1),
        event_id: EVENT_ID,
        type: 'event.attachment',
        name: 'log.txt',
        mimetype: 'text/plain',
        dateCreated: '2026-11-22T19:59:59.000Z',
        size: 3,
        headers: { 'Content-Type': 'text/plain' },
        sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
      },
    ]);
    expect(await get(`${EVENT}${id(1)}/`)).toMatchObject({ id: id(1), name: 'log.txt' });
  });

  test('are none of an event that has none, and nothing is said of an event that is not there', async () => {
    const { ask, get } = await open(attachment(1, { eventId: id(7) }));
    expect(await get(EVENT)).toEqual([]);
    expect((await ask('GET', EVENT.replace(EVENT_ID, id(8)))).status).toBe(404);
    expect((await ask('GET', EVENT.replace(EVENT_ID, 'x'))).status).toBe(404);
    // The file came, the event did not, or not yet.
    expect(await get(EVENT.replace(EVENT_ID, id(7)))).toHaveLength(1);
  });

  test('are read page by page, of an event and of its issue', async () => {
    const { ask } = await open(attachment(1), attachment(2), attachment(3, { issueId: '1002' }));
    for (const [target, expected] of [
      [EVENT, [1, 2, 3]],
      ['/api/0/issues/1001/attachments/', [1, 2]],
      ['/api/0/organizations/acme/issues/SHOP-1/attachments/', [1, 2]],
    ] as const) {
      const first = await ask('GET', `${target}?per_page=1`);
      const second = await ask('GET', `${target}?cursor=${nextCursor(first)}`);
      expect([...json(first), ...json(second)].map(row => Number(row.id))).toEqual(expected);
    }
  });

  test('belong to their project: others see nothing of them, and delete nothing', async () => {
    const { ask, attachments } = await open(attachment(1));
    const foreign = ['/api/0/projects/acme/api/', '/api/0/projects/other/secret/'].map(project =>
      EVENT.replace('/api/0/projects/acme/shop/', project),
    );
    for (const target of [...foreign.map(list => `${list}${id(1)}/`), ...foreign])
      for (const method of target.endsWith(`${id(1)}/`) ? ['GET', 'DELETE'] : ['GET'])
        expect([method, target, (await ask(method, target)).status]).toEqual([method, target, 404]);
    for (const token of [OTHER_TOKEN]) {
      expect((await ask('GET', `${EVENT}${id(1)}/?download`, { token })).status).toBe(404);
      expect((await ask('DELETE', `${EVENT}${id(1)}/`, { token })).status).toBe(404);
      expect((await ask('GET', '/api/0/issues/1001/attachments/', { token })).status).toBe(404);
    }
    expect((await ask('GET', EVENT, { token: undefined })).status).toBe(401);
    expect((await ask('DELETE', `${EVENT}${id(1)}/`, { token: READ_ONLY_TOKEN })).status).toBe(403);
    expect(await attachments.get('42', EVENT_ID, id(1))).toBeDefined();
  });

  test('are gone with their bytes when they are deleted', async () => {
    const { ask, blobs } = await open(attachment(1));
    expect((await ask('DELETE', `${EVENT}${id(1)}/`)).status).toBe(204);
    expect((await ask('GET', `${EVENT}${id(1)}/`)).status).toBe(404);
    expect(blobs.objects.size).toBe(0);
  });
});

describe('a download', () => {
  const download = async (more: Partial<StoredAttachment>, headers: Record<string, string> = {}) => {
    const { ask } = await open(attachment(1, more));
    return ask('GET', `${EVENT}${id(1)}/?download=1`, { headers });
  };

  test('is the file, and no browser takes it for a page of ours', async () => {
    const { status, headers, body } = await download({ contentType: 'text/html', name: 'page.html' });
    expect([status, Buffer.from(body).toString()]).toEqual([200, 'abc']);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="page.html"; filename*=UTF-8''page.html`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'no-store',
    });
  });

  test.each([
    ['image/png', 'image/png'],
    ['image/svg+xml', 'application/octet-stream'],
    ['application/pdf', 'application/octet-stream'],
  ])('of %s is served as %s', async (contentType, served) => {
    expect((await download({ contentType })).headers['content-type']).toBe(served);
  });

  test.each([
    ['김치.txt', `attachment; filename="__.txt"; filename*=UTF-8''%EA%B9%80%EC%B9%98.txt`],
    [
      `a"b'\\c\r\nset-cookie: x.txt`,
      `attachment; filename="a_b'_c__set-cookie: x.txt"; filename*=UTF-8''a%22b%27%5Cc%0D%0Aset-cookie%3A%20x.txt`,
    ],
  ])('of %j has a name that breaks out of no header', async (name, disposition) => {
    expect((await download({ name })).headers['content-disposition']).toBe(disposition);
  });

  test('that is too large for one answer says how to get it, and comes in parts', async () => {
    const { ask, blobs } = await open(attachment(1));
    await blobs.put(attachment(1).blob, Buffer.alloc(MAX_DOWNLOAD_BYTES + 2, 'x'));
    const whole = await ask('GET', `${EVENT}${id(1)}/?download`);
    expect([whole.status, json(whole).detail]).toEqual([413, expect.stringContaining('Range: bytes=0-')]);
    const rest = await ask('GET', `${EVENT}${id(1)}/?download`, { headers: { range: `bytes=${MAX_DOWNLOAD_BYTES}-` } });
    expect([rest.status, rest.headers['content-range'], rest.body.length]).toEqual([
      206,
      `bytes ${MAX_DOWNLOAD_BYTES}-${MAX_DOWNLOAD_BYTES + 1}/${MAX_DOWNLOAD_BYTES + 2}`,
      2,
    ]);
  });

  test.each(['bytes=1-1', 'bytes=9-', 'bytes=-2', 'bytes=0-0,2-2', 'lines=1-2', `bytes=${'9'.repeat(30)}-`])(
    'in the range %s is the part or the whole, never an error',
    async range => {
      const { status, body } = await download({}, { range });
      expect([status, Buffer.from(body).toString()]).toEqual(range === 'bytes=1-1' ? [206, 'b'] : [200, 'abc']);
    },
  );

  test('whose bytes are gone is not found', async () => {
    const { ask, blobs } = await open(attachment(1));
    await blobs.delete(attachment(1).blob);
    expect((await ask('GET', `${EVENT}${id(1)}/?download`)).status).toBe(404);
  });
});
