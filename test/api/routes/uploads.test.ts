import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { MAX_DOWNLOAD_BYTES } from '../../../lib/api/download.ts';
import { assembleBundle } from '../../../lib/assemble/assemble-bundle.ts';
import { readAssembleMessage } from '../../../lib/protocol/assemble-message.ts';
import { CHUNK_BYTES, MAX_REQUEST_BYTES } from '../../../lib/protocol/upload-limits.ts';
import { APP, DEBUG_ID, FILES, MANIFEST, makeBundle, sha1 } from '../../support/make-bundle.ts';
import { type Asked, HOUR, json, nextCursor, OTHER_TOKEN, OWNER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const CHUNKS = '/api/0/organizations/acme/chunk-upload/';
const ASSEMBLE = '/api/0/organizations/acme/artifactbundle/assemble/';
const BUNDLES = '/api/0/projects/acme/shop/files/artifact-bundles/';
const FILES_OF = '/api/0/projects/acme/shop/releases/shop@1/files/';
const LOOKUP = '/api/0/projects/acme/shop/artifact-lookup/';

type Part = readonly [name: string, filename: string | undefined, bytes: Uint8Array | string];

/** A form as tools send it. */
const form = async (parts: readonly Part[], headers: Record<string, string> = {}): Promise<Asked> => {
  const data = new FormData();
  for (const [name, filename, bytes] of parts) {
    if (filename === undefined) data.append(name, String(bytes));
    else data.append(name, new Blob([Uint8Array.from(Buffer.from(bytes))]), filename);
  }
  const response = new Response(data);
  const body = new Uint8Array(await response.arrayBuffer());
  return {
    token: OWNER_TOKEN,
    body,
    headers: { 'content-type': response.headers.get('content-type') ?? '', ...headers },
  };
};

const open = () => {
  const opened = scene();
  const post = (target: string, body: unknown, token = OWNER_TOKEN) => opened.ask('POST', target, { token, body });
  const upload = async (bytes: Buffer) =>
    opened.ask('POST', CHUNKS, await form([['file_gzip', sha1(bytes), gzipSync(bytes)]]));
  const claim = (bytes: Buffer, more: object = {}) =>
    post(ASSEMBLE, { checksum: sha1(bytes), chunks: [sha1(bytes)], projects: ['shop'], ...more });
  /** What the worker does with what was sent to it. */
  const work = async () => {
    for (const body of opened.assembled.splice(0))
      await assembleBundle(
        { ...opened.deps, artifacts: opened.uploads, log: () => {} },
        { message: readAssembleMessage(body), receives: 1, isLast: false, timeLeft: () => 300_000 },
      );
  };
  const bundle = async (more: object = {}, manifest: object = MANIFEST) => {
    const bytes = makeBundle(manifest);
    await upload(bytes);
    await claim(bytes, more);
    await work();
    return bytes;
  };
  const get = async (target: string) => json(await opened.ask('GET', target, { token: OWNER_TOKEN }));
  return { ...opened, post, upload, claim, work, bundle, get };
};

describe('chunks', () => {
  test('are announced so that a request of them fits through the gateway', async () => {
    const { get } = open();
    const said = await get(CHUNKS);
    expect(said).toMatchObject({
      url: 'https://errors.example.com/api/0/organizations/acme/chunk-upload/',
      chunkSize: 2 ** 21,
      hashAlgorithm: 'sha1',
      compression: ['gzip'],
      accept: ['release_files', 'artifact_bundles', 'artifact_bundles_v2'],
    });
    // In base64, with a form around them, within the 6 MB of a Lambda function.
    expect(((said.maxRequestSize + said.chunksPerRequest * 300) * 4) / 3).toBeLessThan(6 * 1024 * 1024 - 10_240);
  });

  test.each([
    ['plain', 'file', (bytes: Buffer) => bytes, {}],
    ['gzip in its own part', 'file_gzip', gzipSync, {}],
    ['gzip by the header', 'file', gzipSync, { 'content-encoding': 'gzip' }],
    ['zstd by the header', 'file', zstdCompressSync, { 'content-encoding': 'zstd' }],
  ] as const)('are taken %s', async (_, name, pack, headers) => {
    const { ask, chunks } = open();
    const [one, two] = [Buffer.from('one'), Buffer.from('two'.repeat(1_000))];
    const parts = [one, two].map(bytes => [name, sha1(bytes), pack(bytes)] as const);
    const answer = await ask('POST', CHUNKS, await form(parts, headers));
    expect([answer.status, answer.body]).toEqual([200, '']);
    expect([...chunks.chunks]).toEqual([one, two].map(bytes => [`acme/${sha1(bytes)}`, new Uint8Array(bytes)]));
  });

  test('may be none', async () => {
    const { ask } = open();
    expect((await ask('POST', CHUNKS, { token: OWNER_TOKEN, body: new Uint8Array() })).status).toBe(200);
  });

  const bytes = Buffer.from('x');
  const big = Buffer.alloc(CHUNK_BYTES + 1);
  test.each([
    ['another checksum', [['file', sha1(big), bytes]], {}, /Checksum mismatch/],
    ['a name that is no checksum', [['file', '../../etc/passwd', bytes]], {}, /Checksum mismatch/],
    ['too large', [['file', sha1(big), big]], {}, /Chunk size too large/],
    ['a bomb', [['file_gzip', sha1(big), gzipSync(Buffer.alloc(50_000_000))]], {}, /Chunk size too large/],
    ['too many', Array.from({ length: 65 }, () => ['file', sha1(bytes), bytes]), {}, /Too many chunks/],
    [
      'too much at once',
      [0, 1, 2].map(() => ['file', 'a', Buffer.alloc(MAX_REQUEST_BYTES / 3 + 1)]),
      {},
      /Request too large/,
    ],
    ['no gzip', [['file_gzip', sha1(bytes), bytes]], {}, /Invalid gzip payload/],
    ['no zstd', [['file', sha1(bytes), bytes]], { 'content-encoding': 'zstd' }, /Invalid zstd payload/],
    ['packed twice over', [['file_gzip', sha1(bytes), gzipSync(bytes)]], { 'content-encoding': 'gzip' }, /file_gzip/],
    [
      'packed in some way',
      [['file', sha1(bytes), bytes]],
      { 'content-encoding': 'br' },
      /Unsupported Content-Encoding/,
    ],
  ] as [string, Part[], Record<string, string>, RegExp][])('are refused: %s', async (_, parts, headers, why) => {
    const { ask, chunks } = open();
    const answer = await ask('POST', CHUNKS, await form(parts, headers));
    expect(answer.status).toBe(400);
    expect(json(answer).detail).toMatch(why);
    expect(chunks.chunks.size).toBe(0);
  });

  test('are an organization’s own, and need a right', async () => {
    const { ask } = open();
    expect((await ask('GET', CHUNKS, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await ask('GET', CHUNKS, { token: READ_ONLY_TOKEN })).status).toBe(403);
    const asked = await form([['file', sha1(bytes), bytes]]);
    expect((await ask('POST', CHUNKS, { ...asked, token: OTHER_TOKEN })).status).toBe(404);
    expect((await ask('POST', CHUNKS, { ...asked, token: READ_ONLY_TOKEN })).status).toBe(403);
  });
});

describe('an artifact bundle', () => {
  test('says what is missing of it, is put together once, and is there', async () => {
    const { claim, upload, work, assembled, get } = open();
    const bytes = makeBundle();
    expect(json(await claim(bytes))).toEqual({ state: 'not_found', missingChunks: [sha1(bytes)] });
    await upload(bytes);
    expect(json(await claim(bytes))).toEqual({ state: 'created', missingChunks: [] });
    expect(json(await claim(bytes))).toEqual({ state: 'created', missingChunks: [] });
    expect(assembled).toHaveLength(1);
    await work();
    expect(json(await claim(bytes))).toEqual({ state: 'ok', missingChunks: [] });
    expect(json(await claim(bytes, { chunks: [] }))).toEqual({ state: 'ok', missingChunks: [] });
    expect(assembled).toEqual([]);
    const [shown] = await get(BUNDLES);
    expect(shown).toMatchObject({ fileCount: 2, associations: [], size: bytes.length });
    expect((await get(`${BUNDLES}${shown.bundleId}/files/`)).files).toEqual([
      expect.objectContaining({
        id: '0',
        filePath: '~/app.min.js',
        fileType: 2,
        debugId: DEBUG_ID,
        sourcemap: 'app.min.js.map',
      }),
      expect.objectContaining({ id: '1', filePath: '~/app.min.js.map', fileType: 3 }),
    ]);
  });

  test('that is asked for with no chunk, and is unknown, is not found', async () => {
    const { claim, assembled } = open();
    expect(json(await claim(makeBundle(), { chunks: [] }))).toEqual({ state: 'not_found', missingChunks: [] });
    expect(assembled).toEqual([]);
  });

  test('for another release, or another project, is another upload of the same bytes', async () => {
    const { claim, bundle, work, uploads } = open();
    const bytes = await bundle({ version: 'shop@1' });
    for (const more of [
      { version: 'shop@2' },
      { version: 'shop@1', dist: '7' },
      { projects: ['api'] },
      { projects: [43, 'shop', 'shop'] },
    ]) {
      expect(json(await claim(bytes, more)).state).toBe('created');
      await work();
      expect(json(await claim(bytes, more)).state).toBe('ok');
    }
    const { bundles } = await uploads.list('42', { limit: 9 });
    expect(bundles.map(({ release, dist }) => [release, dist])).toEqual(
      expect.arrayContaining([
        ['shop@1', undefined],
        ['shop@2', undefined],
        ['shop@1', '7'],
        [undefined, undefined],
      ]),
    );
    expect((await uploads.list('43', { limit: 9 })).bundles).toHaveLength(1);
  });

  test('that is wrong says why', async () => {
    const { upload, claim, work } = open();
    const bytes = makeBundle(MANIFEST, FILES.slice(1));
    await upload(bytes);
    await claim(bytes);
    await work();
    expect(json(await claim(bytes))).toEqual({
      state: 'error',
      missingChunks: [],
      detail: 'The manifest names "files/_/_/app.min.js", which is not in the archive.',
    });
  });

  test('that was deleted is uploaded again like any other', async () => {
    const { bundle, get, ask, claim, uploads } = open();
    const bytes = await bundle();
    const [{ bundleId }] = await get(BUNDLES);
    expect((await ask('DELETE', `${BUNDLES}?bundleId=${bundleId}`, { token: OWNER_TOKEN })).status).toBe(204);
    expect((await ask('DELETE', `${BUNDLES}?bundleId=${bundleId}`, { token: OWNER_TOKEN })).status).toBe(404);
    expect(await get(BUNDLES)).toEqual([]);
    expect(json(await claim(bytes)).state).toBe('created');
    expect(uploads.kept.map(({ state }) => state)).toEqual(['dropped']);
  });

  test('whose worker nobody heard of again is begun anew after a while', async () => {
    const opened = open();
    const bytes = makeBundle();
    await opened.upload(bytes);
    await opened.claim(bytes);
    const now = opened.deps.clock.now();
    opened.deps.clock = { now: () => now + HOUR };
    expect(json(await opened.claim(bytes)).state).toBe('created');
    expect(opened.assembled).toHaveLength(2);
  });

  test('that nobody could be told of is begun anew at once', async () => {
    const opened = open();
    const bytes = makeBundle();
    await opened.upload(bytes);
    const { send } = opened.deps.assembleQueue;
    opened.deps.assembleQueue = { send: () => Promise.reject(new Error('SQS is out')) };
    await expect(opened.claim(bytes)).rejects.toThrow('SQS is out');
    opened.deps.assembleQueue = { send };
    expect(json(await opened.claim(bytes)).state).toBe('created');
    expect(opened.assembled).toHaveLength(1);
  });

  const sum = 'a'.repeat(40);
  test.each([
    [{ chunks: [sum], projects: ['shop'] }, /checksum/],
    [{ checksum: sum.toUpperCase(), chunks: [], projects: ['shop'] }, /checksum/],
    [{ checksum: sum, chunks: ['x'], projects: ['shop'] }, /chunks/],
    [{ checksum: sum, chunks: Array(1_025).fill(sum), projects: ['shop'] }, /1024 chunks/],
    [{ checksum: sum, chunks: [sum], projects: [] }, /at least one project/],
    [{ checksum: sum, chunks: [sum], projects: ['secret'] }, /projects are invalid/],
    [{ checksum: sum, chunks: [sum], projects: ['shop'], version: 'a/b' }, /version/],
    [{ checksum: sum, chunks: [sum], projects: ['shop'], dist: '7' }, /specify a release/],
    [{ checksum: sum, chunks: [sum], projects: ['shop'], more: 1 }, /more/],
  ])('is refused: %j', async (body, why) => {
    const { post } = open();
    const answer = await post(ASSEMBLE, body);
    expect(answer.status).toBe(400);
    expect(json(answer).detail).toMatch(why);
  });

  test('of a release that is there comes the older way, too', async () => {
    const { upload, post, work, uploads, releases } = open();
    const bytes = makeBundle();
    await upload(bytes);
    const target = '/api/0/organizations/acme/releases/shop@1/assemble/';
    const body = { checksum: sha1(bytes), chunks: [sha1(bytes)] };
    expect((await post(target, body)).status).toBe(404);
    await releases.make('42', 'shop@1', {});
    expect(json(await post(target, body)).state).toBe('created');
    await work();
    expect(await uploads.byRelease('42', 'shop@1', undefined, { limit: 5 })).toHaveLength(1);
    expect((await uploads.list('43', { limit: 5 })).bundles).toEqual([]);
  });
});

describe('what is not kept here', () => {
  const FILES_OF_SHOP = '/api/0/projects/acme/shop/files/';
  test.each([
    ['POST', 'difs/assemble/', 'source maps of JavaScript only'],
    ['POST', 'dsyms/', 'source maps of JavaScript only'],
    ['GET', 'dsyms/unknown/?checksums=00', 'source maps of JavaScript only'],
    ['POST', 'preprodartifacts/assemble/', 'no builds of apps'],
  ] as const)('%s %s is refused in a sentence, not as a wrong project', async (method, path, why) => {
    const { ask } = open();
    const told = await ask(method, FILES_OF_SHOP + path, {
      token: OWNER_TOKEN,
      ...(method === 'POST' && { body: {} }),
    });
    expect(told.status).toBe(400);
    expect(json(told)).toEqual({ detail: expect.stringContaining(why) });
    const wrong = FILES_OF_SHOP.replace('shop', 'nowhere') + path;
    expect((await ask(method, wrong, { token: OWNER_TOKEN })).status).toBe(404);
  });

  test('and a project that is not there is named', async () => {
    const { post } = open();
    const sum = sha1(Buffer.from('x'));
    const told = await post(ASSEMBLE, { checksum: sum, chunks: [sum], projects: ['shop', 'shpo'] });
    // Tools show a lone `detail` as a sentence.
    expect([told.status, json(told)]).toEqual([400, { detail: 'One or more projects are invalid: shpo' }]);
  });
});

describe('what was uploaded', () => {
  test('is listed for a release alone, of whatever dist', async () => {
    const { bundle, get } = open();
    await bundle({ version: 'shop@1' });
    await bundle({ version: 'shop@2', dist: '7' }, { ...MANIFEST, release: 'shop@2', dist: '7' });
    const associations = async (query: string) =>
      (await get(`${BUNDLES}${query}`)).map((one: Record<string, unknown>) => one.associations);
    expect(await associations('')).toHaveLength(2);
    expect(await associations('?release=shop@2')).toEqual([[{ release: 'shop@2', dist: '7' }]]);
    expect(await associations('?release=shop@3')).toEqual([]);
  });

  test('is read file by file by people, and not by builds', async () => {
    const { bundle, get, ask, post } = open();
    await bundle();
    const [{ bundleId }] = await get(BUNDLES);
    const target = `${BUNDLES}${bundleId}/files/0/`;
    const answer = await ask('GET', target, { token: OWNER_TOKEN });
    expect(Buffer.from(answer.body).toString()).toBe(APP);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringContaining('attachment; filename="app.min.js"'),
    });
    const { token } = json(await post('/api/0/organizations/acme/org-auth-tokens/', { name: 'build' }));
    expect((await ask('GET', target, { token })).status).toBe(403);
    expect((await ask('GET', BUNDLES, { token })).status).toBe(200);
    expect((await ask('GET', target, { token: OTHER_TOKEN })).status).toBe(404);
    for (const file of ['2', '-1', 'x', '__proto__'])
      expect((await ask('GET', `${BUNDLES}${bundleId}/files/${file}/`, { token: OWNER_TOKEN })).status).toBe(404);
  });

  test('is listed in pages', async () => {
    const { bundle, ask } = open();
    for (const release of ['a', 'b', 'c']) await bundle({ version: release });
    const first = await ask('GET', `${BUNDLES}?per_page=2`, { token: OWNER_TOKEN });
    const second = await ask('GET', `${BUNDLES}?per_page=2&cursor=${nextCursor(first)}`, { token: OWNER_TOKEN });
    expect([json(first).length, json(second).length, nextCursor(second)]).toEqual([2, 1, undefined]);
  });

  test('is looked up by debug id, else by release', async () => {
    const { bundle, get, ask } = open();
    const bytes = await bundle({ version: 'shop@1' });
    const byId = await get(`${LOOKUP}?debug_id=${DEBUG_ID.toUpperCase()}`);
    expect(byId).toMatchObject([{ type: 'bundle', resolved_with: 'debug-id' }]);
    expect(await get(`${LOOKUP}?release=shop@1&url=app`)).toMatchObject([{ type: 'bundle', resolved_with: 'release' }]);
    expect(await get(`${LOOKUP}?release=shop@2&url=app`)).toEqual([]);
    const download = `${LOOKUP}?download=${encodeURIComponent(byId[0].id)}`;
    expect(byId[0].url).toBe(`https://errors.example.com${download}`);
    const whole = await ask('GET', download, { token: OWNER_TOKEN });
    expect(Buffer.compare(Buffer.from(whole.body), bytes)).toBe(0);
    const part = await ask('GET', download, { token: OWNER_TOKEN, headers: { range: 'bytes=4-7' } });
    expect([part.status, part.headers['content-range'], [...Buffer.from(part.body)]]).toEqual([
      206,
      `bytes 4-7/${bytes.length}`,
      [2, 0, 0, 0],
    ]);
    expect((await ask('GET', `${LOOKUP}?download=artifact_bundle/5`, { token: OWNER_TOKEN })).status).toBe(404);
  });

  test('and is too large for one answer is fetched in parts', async () => {
    const { ask, uploads } = open();
    const size = MAX_DOWNLOAD_BYTES + 1;
    const made = await uploads.open({ projectId: '42', origin: 'bundle', size });
    if (typeof made === 'string') throw new Error(made);
    await uploads.write(made, [Buffer.alloc(size)]);
    await uploads.publish(made, { sameAs: 'x', files: [] });
    const target = `${LOOKUP}?download=artifact_bundle/${made.bundleId}`;
    expect((await ask('GET', target, { token: OWNER_TOKEN })).status).toBe(413);
    expect((await ask('GET', target, { token: OWNER_TOKEN, headers: { range: 'bytes=0-9' } })).status).toBe(206);
  });
});

describe('a file that is uploaded alone', () => {
  const send = async (opened: ReturnType<typeof open>, name: string, more: readonly Part[] = []) =>
    opened.ask('POST', FILES_OF, await form([['file', 'app.js', APP], ['name', undefined, name], ...more]));

  test('is kept by its name, found by its checksum, read and deleted', async () => {
    const opened = open();
    await opened.releases.make('42', 'shop@1', {});
    const answer = await send(opened, '~/app.js', [
      ['header', undefined, 'Sourcemap: app.js.map'],
      ['header', undefined, `debug-id: ${DEBUG_ID}`],
    ]);
    expect([answer.status, json(answer)]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[\da-f]{32}$/),
        name: '~/app.js',
        dist: null,
        headers: { 'Content-Type': 'application/octet-stream', Sourcemap: 'app.js.map', 'debug-id': DEBUG_ID },
        size: APP.length,
        sha1: sha1(Buffer.from(APP)),
        dateCreated: '2026-11-22T20:00:00.000Z',
      },
    ]);
    const { id } = json(answer);
    expect((await send(opened, '~/app.js')).status).toBe(409);
    expect((await send(opened, '~/app.js', [['dist', undefined, '7']])).status).toBe(201);
    expect(await opened.get(`${FILES_OF}?checksum=${sha1(Buffer.from(APP)).slice(0, 12)}*&query=APP`)).toHaveLength(2);
    expect(await opened.get(`${FILES_OF}?checksum=ffff`)).toEqual([]);
    expect((await opened.uploads.byDebugId('42', [DEBUG_ID])).get(DEBUG_ID)).toHaveLength(1);
    const download = await opened.ask('GET', `${FILES_OF}${id}/?download=1`, { token: OWNER_TOKEN });
    expect(Buffer.from(download.body).toString()).toBe(APP);
    expect(await opened.get(`${LOOKUP}?release=shop@1&url=app`)).toMatchObject([
      { type: 'file', resolved_with: 'release-old', abs_path: '~/app.js', headers: { Sourcemap: 'app.js.map' } },
    ]);
    expect((await opened.ask('DELETE', `${FILES_OF}${id}/`, { token: OWNER_TOKEN })).status).toBe(204);
    expect((await opened.ask('GET', `${FILES_OF}${id}/`, { token: OWNER_TOKEN })).status).toBe(404);
    expect((await send(opened, '~/app.js')).status).toBe(201);
  });

  test('needs a release, which lists nothing before it is there', async () => {
    const opened = open();
    expect(await opened.get(FILES_OF)).toEqual([]);
    expect((await send(opened, '~/app.js')).status).toBe(404);
  });

  test('is refused with a reason', async () => {
    const opened = open();
    await opened.releases.make('42', 'shop@1', {});
    const refused = async (parts: readonly Part[]) => {
      const answer = await opened.ask('POST', FILES_OF, await form(parts));
      expect(answer.status).toBe(400);
      return json(answer).detail as string;
    };
    expect(await refused([['name', undefined, 'a']])).toMatch(/Missing uploaded file/);
    expect(
      await refused([
        ['file', 'a', APP],
        ['name', undefined, 'x'.repeat(257)],
      ]),
    ).toMatch(/256 characters/);
    expect(
      await refused([
        ['file', 'a', APP],
        ['header', undefined, 'none'],
      ]),
    ).toMatch(/header value/);
    expect(await refused([['file', 'a', Buffer.from([0xff])]])).toMatch(/UTF-8/);
    expect(opened.uploads.kept).toEqual([]);
  });
});

describe('a token of an organization', () => {
  const TOKENS = '/api/0/organizations/acme/org-auth-tokens/';

  test('has the form that tools know, is shown once, and is good for builds alone', async () => {
    const { post, ask, get } = open();
    const made = await post(TOKENS, { name: 'CI' });
    const { token, ...shown } = json(made);
    expect(made.status).toBe(201);
    const [, facts, secret] = /^sntrys_([A-Za-z0-9+/]+=*)_([A-Za-z0-9+/]{43})$/.exec(token) ?? [];
    expect(JSON.parse(Buffer.from(facts!, 'base64').toString())).toMatchObject({
      url: 'https://errors.example.com',
      org: 'acme',
    });
    // Canonical: of 32 bytes.
    expect(Buffer.from(secret!, 'base64').toString('base64').replace(/=+$/, '')).toBe(secret);
    expect(shown).toMatchObject({ name: 'CI', scopes: ['org:ci'], tokenLastCharacters: token.slice(-4) });
    expect(await get(TOKENS)).toEqual([shown]);
    expect((await ask('GET', CHUNKS, { token })).status).toBe(200);
    expect(json(await ask('GET', '/api/0/', { token })).auth).toEqual({ scopes: ['org:ci'] });
    for (const [method, target] of [
      ['GET', '/api/0/organizations/acme/issues/'],
      ['POST', TOKENS],
      ['DELETE', '/api/0/projects/acme/shop/'],
    ] as const)
      expect((await ask(method, target, { token })).status).toBe(403);
  });

  test('is known by its secret, wherever it says that the installation is', async () => {
    const { post, ask } = open();
    const { token } = json(await post(TOKENS, { name: 'CI' }));
    const secret = token.slice(-43);
    const moved = Buffer.from(JSON.stringify({ iat: 1, url: 'https://new.example', org: 'acme' })).toString('base64');
    expect((await ask('GET', CHUNKS, { token: `sntrys_${moved}_${secret}` })).status).toBe(200);
    for (const wrong of [
      secret,
      `sntrys_${secret}`,
      `sntryu_${secret}`,
      `sntrys_${moved}_${'A'.repeat(43)}`,
      `${token}x`,
    ])
      expect((await ask('GET', CHUNKS, { token: wrong })).status).toBe(401);
  });

  test('is renamed and deleted, and is good for nothing then', async () => {
    const { post, ask, get } = open();
    const { token, id } = json(await post(TOKENS, { name: 'CI' }));
    const renamed = await ask('PUT', `${TOKENS}${id}/`, { token: OWNER_TOKEN, body: { name: 'nightly' } });
    expect(json(renamed).name).toBe('nightly');
    expect((await get(`${TOKENS}${id}/`)).name).toBe('nightly');
    expect((await ask('DELETE', `${TOKENS}${id}/`, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await ask('DELETE', `${TOKENS}${id}/`, { token: OWNER_TOKEN })).status).toBe(204);
    expect((await ask('DELETE', `${TOKENS}${id}/`, { token: OWNER_TOKEN })).status).toBe(404);
    expect((await ask('GET', CHUNKS, { token })).status).toBe(401);
  });
});
