import { beforeAll, expect, test } from '@jest/globals';
import type { SentryEvent } from '../../../lib/protocol/event.ts';
import { type BuiltShop, builtShop } from '../../digest/symbolicate/built-shop.ts';
import { uploadTexts } from '../../support/upload-texts.ts';
import { EVENT_ID, event, issue, OTHER_TOKEN, payload, scene } from '../scene.ts';

const APP = 'https://shop.example/assets/app.js';
const ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';
const PATH = `/api/0/projects/acme/shop/events/${EVENT_ID}/source-map-debug-blue-thunder-edition/`;

let shop: BuiltShop;
beforeAll(() => {
  shop = builtShop(APP);
});

const shopEvent = (over: Partial<SentryEvent> = {}): SentryEvent => ({
  ...payload(EVENT_ID),
  exception: { values: [{ type: 'RangeError', value: 'x', stacktrace: { frames: shop.frames.slice(-1) } }] },
  ...over,
});
const sceneOf = (over: Partial<SentryEvent> = {}) =>
  scene([issue(1)], [event(1, EVENT_ID, { event: shopEvent(over) })]);

test('without uploads it says that there are none, and what names would have been found', async () => {
  expect(await sceneOf().get(PATH)).toEqual({
    dist: null,
    release: 'shop@1.4.2',
    exceptions: [
      {
        frames: [
          {
            debug_id_process: {
              debug_id: null,
              uploaded_source_file_with_correct_debug_id: false,
              uploaded_source_map_with_correct_debug_id: false,
            },
            release_process: {
              abs_path: APP,
              matching_source_file_names: [APP, '~/assets/app.js'],
              matching_source_map_name: null,
              source_map_reference: null,
              source_file_lookup_result: 'unsuccessful',
              source_map_lookup_result: 'unsuccessful',
            },
            scraping_process: { source_file: null, source_map: null },
          },
        ],
      },
    ],
    has_debug_ids: false,
    sdk_version: '11.12.0',
    min_debug_id_sdk_version: '7.56.0',
    sdk_debug_id_support: 'full',
    project_has_some_artifact_bundle: false,
    release_has_some_artifact: false,
    has_uploaded_some_artifact_with_a_debug_id: false,
    has_scraping_data: false,
  });
});

test('with a debug id it says which of its files were uploaded', async () => {
  const debug_meta = { images: [{ type: 'sourcemap', code_file: APP, debug_id: ID }] };
  const { get, deps } = sceneOf({ debug_meta });
  const files = [{ type: 'source_map' as const, debugId: ID, text: shop.map }];
  await uploadTexts(deps.uploads, { projectId: '42', files });
  const answer = await get(PATH);
  expect(answer).toMatchObject({
    has_debug_ids: true,
    project_has_some_artifact_bundle: true,
    release_has_some_artifact: false,
    has_uploaded_some_artifact_with_a_debug_id: true,
  });
  expect(answer.exceptions[0].frames[0].debug_id_process).toEqual({
    debug_id: ID,
    uploaded_source_file_with_correct_debug_id: false,
    uploaded_source_map_with_correct_debug_id: true,
  });
});

test.each([
  [undefined, 'found'],
  ['other', 'wrong-dist'],
])('files of the release with the dist %s are %s', async (dist, result) => {
  const { get, deps } = sceneOf();
  await uploadTexts(deps.uploads, {
    projectId: '42',
    release: 'shop@1.4.2',
    ...(dist && { dist }),
    files: [{ type: 'minified_source', url: '~/assets/app.js', text: `${shop.code}\n//# sourceMappingURL=app.js.map` }],
  });
  const answer = await get(PATH);
  expect(answer.release_has_some_artifact).toBe(true);
  expect(answer.exceptions[0].frames[0].release_process).toMatchObject({
    source_file_lookup_result: result,
    source_map_reference: result === 'found' ? 'app.js.map' : null,
    matching_source_map_name: result === 'found' ? '~/assets/app.js.map' : null,
    source_map_lookup_result: 'unsuccessful',
  });
});

test('what was fetched from the web stands beside', async () => {
  const attempt = { url: APP, status: 'failure', reason: 'not_found' };
  const answer = await sceneOf({ scraping_attempts: [attempt] }).get(PATH);
  expect(answer.has_scraping_data).toBe(true);
  expect(answer.exceptions[0].frames[0].scraping_process).toEqual({ source_file: attempt, source_map: null });
});

test.each([
  [{ name: 'sentry.javascript.browser', version: '7.55.2' }, 'needs-upgrade'],
  [{ name: 'sentry.javascript.browser', version: '7.56.0' }, 'full'],
  [{ name: 'sentry.javascript.react-native', version: '5.11.0' }, 'needs-upgrade'],
  [{ name: 'sentry.javascript.cordova', version: '1.3.0' }, 'not-supported'],
  [{ name: 'my.own', version: '1.0.0' }, 'unofficial-sdk'],
  [{ name: 'sentry.javascript.browser' }, 'not-supported'],
  [undefined, 'not-supported'],
])('%j knows debug ids: %s', async (sdk, support) => {
  const { sdk: _, ...without } = shopEvent();
  const stored = event(1, EVENT_ID, { event: sdk ? { ...without, sdk } : without });
  expect((await scene([issue(1)], [stored]).get(PATH)).sdk_debug_id_support).toBe(support);
});

test('another organization learns nothing', async () => {
  expect((await sceneOf().ask('GET', PATH, { token: OTHER_TOKEN })).status).toBe(404);
});
