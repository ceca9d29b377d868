import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { answerIngest } from '../../../lib/ingest/answer.ts';
import { sdkUrl } from '../../../lib/ingest/loader/sdk-url.ts';
import type { EdgeSettings, LoaderSettings } from '../../../lib/ports/key-store.ts';
import { edge, edgeSettings, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';

const CDN = 'https://browser.sentry-cdn.com';
const places = () => ({ publicUrl: 'https://errors.example/base', sdkCdn: CDN });
const NOTHING_MORE = { hasPerformance: false, hasReplay: false, hasFeedback: false, hasDebug: false };

const load = async (file: string, settings: EdgeSettings = edgeSettings(), headers: Record<string, string> = {}) => {
  const { deps } = edge({ settings: [settings] });
  const asked = request({ method: 'GET', path: `/js-sdk-loader/${file}`, query: new URLSearchParams(), headers });
  const { response } = await answerIngest({ ...deps, places }, asked);
  return { ...response, script: String(response.body) };
};
/** What the script is given. */
const configOf = (script: string): unknown => JSON.parse(/\}\)\((\{.*\})\);\n$/.exec(script)?.[1] ?? '');

describe('the loader script of a key', () => {
  test.each([`${PUBLIC_KEY}.js`, `${PUBLIC_KEY}.min.js`])('%s names the DSN and the SDK of today', async file => {
    const { status, headers, script } = await load(file);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=60',
      'access-control-allow-origin': '*',
    });
    expect(new Script(script)).toBeDefined();
    expect(configOf(script)).toEqual({
      sdk: `${CDN}/11.12.0/bundle.min.js`,
      lazy: true,
      integrations: [],
      options: { dsn: `https://${PUBLIC_KEY}@errors.example/base/${PROJECT_ID}` },
    });
  });

  test('is smaller with .min, and the same otherwise', async () => {
    const [readable, compact] = [await load(`${PUBLIC_KEY}.js`), await load(`${PUBLIC_KEY}.min.js`)];
    expect(compact.script.length).toBeLessThan(readable.script.length * 0.9);
    expect(configOf(compact.script)).toEqual(configOf(readable.script));
  });

  test('brings what the key wants: tracing and replays are there from the start', async () => {
    const loader = { ...NOTHING_MORE, sdkVersion: '10.5.0', hasPerformance: true, hasReplay: true, hasDebug: true };
    const { script } = await load(`${PUBLIC_KEY}.min.js`, edgeSettings({ loader }));
    expect(configOf(script)).toEqual({
      sdk: `${CDN}/10.5.0/bundle.tracing.replay.debug.min.js`,
      lazy: false,
      integrations: ['browserTracingIntegration', 'replayIntegration'],
      options: expect.objectContaining({ tracesSampleRate: 1, replaysOnErrorSampleRate: 1, debug: true }),
    });
  });

  test.each([
    ['an unknown key', `${'b'.repeat(32)}.js`, edgeSettings()],
    ['a key that is none', 'x%3Cscript%3E.js', edgeSettings()],
    ['a key that is switched off', `${PUBLIC_KEY}.js`, edgeSettings({ enabled: false })],
  ])('of %s only warns, and lets the page run', async (_, file, settings) => {
    const { status, script } = await load(file, settings);
    expect(status).toBe(200);
    expect(script).toMatch(/^console\.warn\("[^"<]*"\);\n$/);
  });

  test('is the same whatever host the request names: a cache cannot be poisoned by it', async () => {
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const { script } = await load(`${PUBLIC_KEY}.js`, edgeSettings(), forged);
    expect(script).toBe((await load(`${PUBLIC_KEY}.js`)).script);
  });
});

describe('the bundle', () => {
  const wanting = (sdkVersion: string, over: Partial<LoaderSettings> = {}): LoaderSettings => ({
    ...NOTHING_MORE,
    sdkVersion,
    ...over,
  });

  test.each([
    ['an exact version', wanting('9.40.0'), '9.40.0/bundle.min.js'],
    ['the newest of a major version', wanting('7.x'), '7.120.4/bundle.min.js'],
    ['a major version that nobody knows yet', wanting('99.x'), '11.12.0/bundle.min.js'],
    ['what is no version', wanting('../../evil'), '11.12.0/bundle.min.js'],
    ['feedback alone', wanting('10.x', { hasFeedback: true }), '10.78.0/bundle.feedback.min.js'],
    [
      'feedback and tracing, for which the whole bundle stands in',
      wanting('10.x', { hasFeedback: true, hasPerformance: true }),
      '10.78.0/bundle.tracing.replay.feedback.min.js',
    ],
    [
      'an SDK from before replays',
      wanting('6.x', { hasReplay: true, hasPerformance: true }),
      '6.19.7/bundle.tracing.min.js',
    ],
  ])('for %s', (_, settings, file) => {
    expect(sdkUrl(`${CDN}/`, settings)).toBe(`${CDN}/${file}`);
  });
});
