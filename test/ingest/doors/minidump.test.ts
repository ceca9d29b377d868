import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { receive } from '../../../lib/ingest/receive.ts';
import { eventsOf, type QueuedAttachment } from '../../../lib/protocol/queue-message.ts';
import { EVENT_ID, edge, PROJECT_ID, request } from '../../support/edge.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DUMP = Buffer.concat([Buffer.from('MDMP\x93\xa7\x00\x00', 'latin1'), Buffer.alloc(120)]);

interface Sent {
  fields?: Record<string, string>;
  files?: Record<string, [name: string, bytes: Uint8Array]>;
}

const toBody = async ({ fields = {}, files = {} }: Sent) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, [filename, bytes]] of Object.entries(files))
    form.append(name, new Blob([Uint8Array.from(bytes)]), filename);
  const made = new Response(form);
  return {
    body: new Uint8Array(await made.arrayBuffer()),
    headers: { 'content-type': made.headers.get('content-type') ?? '' },
  };
};

const post = async (over: Partial<IngestRequest>) => {
  const { deps, messages, blobs } = edge();
  const { response } = await receive(deps, request({ path: `/api/${PROJECT_ID}/minidump/`, ...over }));
  const [message] = await messages();
  const files = (message?.items ?? []).filter((item): item is QueuedAttachment => item.type === 'attachment');
  return { response, event: message && eventsOf(message)[0]?.event, files, blobs, message };
};
const postForm = async (sent: Sent, over: Partial<IngestRequest> = {}) => post({ ...(await toBody(sent)), ...over });
const dump = (bytes: Uint8Array = DUMP, name = 'crash.dmp'): NonNullable<Sent['files']> => ({
  upload_file_minidump: [name, bytes],
});
const causes = ({ response }: Awaited<ReturnType<typeof post>>) => [response.status, JSON.parse(String(response.body))];

describe('a minidump', () => {
  test('becomes a fatal native event with the dump beside it, and its id is told as a UUID', async () => {
    const { response, event, files, blobs } = await postForm({ files: dump() });
    expect([response.status, response.headers['content-type']]).toEqual([200, 'text/plain']);
    expect(response.body).toMatch(UUID);
    expect(event).toMatchObject({
      event_id: String(response.body).replaceAll('-', ''),
      platform: 'native',
      level: 'fatal',
      exception: { values: [{ type: 'Minidump', mechanism: { type: 'minidump', handled: false, synthetic: true } }] },
    });
    expect(files).toMatchObject([
      { name: 'crash.dmp', attachmentType: 'event.minidump', eventId: event?.event_id, size: DUMP.length },
    ]);
    expect(blobs.get(files[0]?.blob ?? '')).toHaveLength(DUMP.length);
  });

  test.each(['application/octet-stream', 'application/x-dmp', 'Application/X-DMP; x=y'])(
    'may be the whole body, as %s',
    async type => {
      const { response, files } = await post({ body: DUMP, headers: { 'content-type': type } });
      expect([response.status, files[0]?.size]).toEqual([200, DUMP.length]);
    },
  );

  test.each([
    ['gzip', gzipSync(DUMP), 'crash.dmp.gz'],
    ['zstd', zstdCompressSync(DUMP), 'crash.dmp.zst'],
    ['nothing, of the other byte order', Buffer.from(`PMDM${'\0'.repeat(60)}`), 'crash.dmp'],
  ])('comes out of %s', async (_, bytes, name) => {
    const { response, files } = await postForm({ files: dump(bytes, name) });
    expect([response.status, files[0]?.name]).toEqual([200, 'crash.dmp']);
  });

  test('comes with what the crash reporter knows, in all the ways that reporters have', async () => {
    const msgpack = { event_id: EVENT_ID, release: 'game@2', tags: { gpu: 'none' } };
    const crumbs = (...seconds: number[]) =>
      Buffer.concat(seconds.map(second => encode({ timestamp: `2026-11-22T12:00:0${second}Z`, message: `${second}` })));
    const { response, event, files } = await postForm({
      fields: { 'sentry[release]': 'game@1', 'sentry[environment]': 'beta', ptype: 'gpu' },
      files: {
        ...dump(),
        '__sentry-event': ['__sentry-event', encode(msgpack)],
        '__sentry-breadcrumb1': ['__sentry-breadcrumb1', crumbs(3)],
        '__sentry-breadcrumb2': ['__sentry-breadcrumb2', crumbs(1, 2)],
        view: ['view-hierarchy.json', Buffer.from('{"windows":[]}')],
        log: ['game.log', Buffer.from('loading')],
      },
    });
    expect(String(response.body).replaceAll('-', '')).toBe(EVENT_ID);
    expect(event).toMatchObject({
      event_id: EVENT_ID,
      release: 'game@2',
      environment: 'beta',
      tags: [['gpu', 'none']],
      extra: { ptype: 'gpu' },
      breadcrumbs: { values: [{ message: '2' }, { message: '3' }] },
    });
    expect(files.map(file => [file.name, file.attachmentType])).toEqual([
      ['crash.dmp', 'event.minidump'],
      ['view-hierarchy.json', 'event.view_hierarchy'],
      ['game.log', 'event.attachment'],
    ]);
  });

  test('may say its id in a field', async () => {
    const { event } = await postForm({ fields: { sentry: `{"event_id":"${EVENT_ID}"}` }, files: dump() });
    expect(event?.event_id).toBe(EVENT_ID);
  });

  test('that is none is refused in words that tell why', async () => {
    expect(causes(await postForm({ files: { other: ['a', DUMP] } }))).toEqual([400, { detail: 'missing minidump' }]);
    expect(causes(await postForm({ files: dump(Buffer.from('<html>')) }))).toEqual([
      400,
      { detail: 'invalid minidump' },
    ]);
    expect(causes(await postForm({ files: dump(gzipSync('<html>')) }))).toEqual([400, { detail: 'invalid minidump' }]);
    expect(causes(await postForm({ files: dump(Buffer.from('BZh9…')) }))).toEqual([
      400,
      { detail: 'invalid minidump', causes: [expect.stringContaining('bzip2')] },
    ]);
    expect(causes(await post({ body: DUMP, headers: {} }))[0]).toBe(400);
    expect(
      causes(
        await postForm({ files: { ...dump(), '__sentry-event': ['e', Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff])] } }),
      ),
    ).toEqual([400, { detail: 'invalid message pack event payload' }]);
  });

  test('needs a key like everything else', async () => {
    expect((await postForm({ files: dump() }, { query: new URLSearchParams() })).response.status).toBe(401);
  });

  test('of any bytes is taken or refused', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.uint8Array({ maxLength: 100 }).map(rest => Buffer.concat([DUMP.subarray(0, 4), rest])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (one, event, crumbs) => {
        const { response } = await postForm({
          files: { ...dump(one), '__sentry-event': ['e', event], '__sentry-breadcrumb1': ['b', crumbs] },
        });
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 150 },
    );
  });
});
