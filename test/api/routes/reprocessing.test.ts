import { beforeAll, expect, test } from '@jest/globals';
import type { SentryEvent } from '../../../lib/protocol/event.ts';
import { type BuiltShop, builtShop } from '../../digest/symbolicate/built-shop.ts';
import { uploadTexts } from '../../support/upload-texts.ts';
import { event, issue, json, NOW, OTHER_TOKEN, payload, READ_ONLY_TOKEN, scene } from '../scene.ts';

const APP = 'https://shop.example/assets/app.js';
const ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';
const PATH = '/api/0/organizations/acme/issues/1001/reprocessing/';
const idOf = (number: number): string => number.toString(16).padStart(32, '0');

let shop: BuiltShop;
beforeAll(() => {
  shop = builtShop(APP);
});

const unmapped = (id: string): SentryEvent => ({
  ...payload(id),
  debug_meta: { images: [{ type: 'sourcemap', code_file: APP, debug_id: ID }] },
  errors: [{ type: 'js_no_source', url: APP }],
  exception: {
    values: [
      {
        type: 'RangeError',
        value: 'nothing to pay',
        stacktrace: {
          frames: shop.frames.map(frame => ({
            ...frame,
            data: { symbolicated: false, symbolication: 'missing_source' },
          })),
        },
      },
    ],
  },
});

const sceneOf = (count: number) =>
  scene(
    [issue(1, { lastSeen: NOW - 60_000 }), issue(2, { hashes: [] })],
    Array.from({ length: count }, (_, at) =>
      event(1, idOf(at + 1), { timestamp: NOW - 60_000 - at, event: unmapped(idOf(at + 1)) }),
    ),
  );
const upload = ({ deps }: ReturnType<typeof scene>): Promise<void> =>
  uploadTexts(deps.uploads, {
    projectId: '42',
    files: [
      { type: 'minified_source', url: '~/app.js', debugId: ID, text: shop.code },
      { type: 'source_map', url: '~/app.js.map', debugId: ID, text: shop.map },
    ],
  });
const payloadOf = (at: ReturnType<typeof scene>, number: number) =>
  at.get(`/api/0/projects/acme/shop/events/${idOf(number)}/json/`);

test('maps that come late are applied to kept events; the issue is renamed, and mapped events will join it', async () => {
  const at = sceneOf(3);
  await upload(at);
  const answer = json(await at.ask('POST', PATH));
  expect(answer).toMatchObject({ seen: 3, changed: 3, elsewhere: [] });
  const stored = await payloadOf(at, 1);
  expect(stored.exception.values[0].stacktrace.frames.at(-1)).toMatchObject({
    function: 'Cart.pay',
    filename: 'pay.ts',
    lineno: 4,
  });
  expect(stored.exception.values[0].raw_stacktrace.frames.at(-1)).toMatchObject({ abs_path: APP });
  expect(stored.errors).toBeUndefined();
  const shown = await at.get('/api/0/issues/1001/');
  expect(shown.metadata).toMatchObject({ function: 'Cart.pay', filename: 'pay.ts' });
  expect(stored.hashes.length).toBeGreaterThan(0);
  expect(answer.attached).toEqual(expect.arrayContaining(stored.hashes));
  const [own] = (await at.deps.issues.get(['1001'])).values();
  expect(own?.hashes).toEqual(expect.arrayContaining(stored.hashes));
  expect(own?.count).toBe(2);
});

test('the second time nothing changes', async () => {
  const at = sceneOf(1);
  await upload(at);
  await at.ask('POST', PATH);
  const before = await payloadOf(at, 1);
  expect(json(await at.ask('POST', PATH))).toMatchObject({ seen: 1, changed: 0, attached: [] });
  expect(await payloadOf(at, 1)).toEqual(before);
});

test('an event stays mapped when its upload is gone', async () => {
  const at = sceneOf(1);
  await upload(at);
  await at.ask('POST', PATH);
  const [bundle] = (await at.deps.uploads.list('42', { limit: 1 })).bundles;
  await at.deps.uploads.drop('42', bundle?.bundleId ?? '');
  at.deps.clock.now = () => NOW + 7_200_000;
  expect(json(await at.ask('POST', PATH))).toMatchObject({ seen: 1, changed: 0 });
});

test('many events take several requests', async () => {
  const at = sceneOf(45);
  await upload(at);
  const first = json(await at.ask('POST', PATH, { body: { maxEvents: 30 } }));
  expect(first).toMatchObject({ seen: 30, changed: 30, next: expect.any(String) });
  const second = json(await at.ask('POST', PATH, { body: { cursor: first.next } }));
  expect(second).toMatchObject({ seen: 15, changed: 15 });
  expect(second.next).toBeUndefined();
});

test('a hash that leads to another issue is left there, and named', async () => {
  const first = sceneOf(1);
  await upload(first);
  const { attached } = json(await first.ask('POST', PATH));
  const at = scene([issue(1), issue(2, { hashes: attached })], [event(1, idOf(1), { event: unmapped(idOf(1)) })]);
  await upload(at);
  const answer = json(await at.ask('POST', PATH));
  expect(answer.attached).toEqual([]);
  expect(answer.elsewhere).toEqual(attached.map((hash: string) => ({ hash, issueId: '1002' })));
});

test('who may only read, or is of another organization, changes nothing', async () => {
  const { ask } = sceneOf(1);
  expect((await ask('POST', PATH, { token: READ_ONLY_TOKEN })).status).toBe(403);
  expect((await ask('POST', PATH, { token: OTHER_TOKEN })).status).toBe(404);
  expect((await ask('POST', PATH, { body: { maxEvents: 501 } })).status).toBe(400);
});
