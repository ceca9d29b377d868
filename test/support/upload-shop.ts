import path from 'node:path';
import { parseDsn } from '../../lib/protocol/dsn.ts';
import { type BuiltShop, builtShop } from '../digest/symbolicate/built-shop.ts';
import { makeBundle, sha1 } from './make-bundle.ts';
import { type RunningProduct, waitFor } from './product.ts';

const URL_OF_SHOP = 'https://shop.example/assets/shop.min.js';
export const SHOP_DEBUG_ID = '5e1f0c7a-9d1b-4c52-8f0e-2f7a4c1d9b33';
const RELEASE = 'shop@1.0.0';

/** A build of `src/pay.ts` and `src/main.ts`. */
export const shopWithSources = (): BuiltShop => {
  const shop = builtShop(URL_OF_SHOP);
  const map = JSON.parse(shop.map) as { sources: string[] }; // as its build has written it
  const sources = map.sources.map(source => `../../src/${path.basename(source)}`);
  return { ...shop, map: JSON.stringify({ ...map, sources }) };
};

/** What a browser says of the error that the built shop throws. */
export const eventOfShop = ({ frames }: BuiltShop, eventId: string, value = 'nothing to pay'): object => ({
  event_id: eventId,
  timestamp: Date.now() / 1_000,
  platform: 'javascript',
  release: RELEASE,
  exception: { values: [{ type: 'RangeError', value, stacktrace: { frames } }] },
  debug_meta: { images: [{ type: 'sourcemap', code_file: URL_OF_SHOP, debug_id: SHOP_DEBUG_ID }] },
});

/** As upload tools do: chunks, assembly, and asking until it is done. */
export const uploadShop = async ({ ready }: RunningProduct, shop: BuiltShop): Promise<void> => {
  const bytes = bundleOf(shop);
  const authorization = `Bearer ${ready.uploadToken}`;
  const organization = `${ready.url}/api/0/organizations/${ready.organization}/`;
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)]), sha1(bytes));
  await asked(`${organization}chunk-upload/`, { method: 'POST', headers: { authorization }, body: form });
  const claim = { checksum: sha1(bytes), chunks: [sha1(bytes)], projects: [ready.project], version: RELEASE };
  await waitFor('the upload to be assembled', async () => {
    const answer = await asked(`${organization}artifactbundle/assemble/`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(claim),
    });
    const { state, detail } = JSON.parse(answer) as { state: string; detail?: string }; // as the API says
    if (state === 'error') throw new Error(detail);
    return state === 'ok';
  });
};

const bundleOf = ({ code, map }: BuiltShop): Buffer => {
  const headers = { 'debug-id': SHOP_DEBUG_ID };
  const at = 'files/_/_/assets/shop.min.js';
  const files = {
    [at]: {
      type: 'minified_source',
      url: '~/assets/shop.min.js',
      headers: { ...headers, sourcemap: 'shop.min.js.map' },
    },
    [`${at}.map`]: { type: 'source_map', url: '~/assets/shop.min.js.map', headers },
  };
  return makeBundle({ release: RELEASE, files }, [
    { name: at, bytes: code },
    { name: `${at}.map`, bytes: map },
  ]);
};

/** As an SDK does. */
export const sendEvent = async (dsn: string, event: object): Promise<void> => {
  const parsed = parseDsn(dsn);
  if (!parsed) throw new Error(`${dsn} is no DSN`);
  const { protocol, host, path: prefix, projectId, publicKey } = parsed;
  const url = `${protocol}://${host}${prefix}/api/${projectId}/envelope/?sentry_key=${publicKey}&sentry_version=7`;
  await asked(url, {
    method: 'POST',
    body: [{}, { type: 'event' }, event].map(part => JSON.stringify(part)).join('\n'),
  });
};

const asked = async (url: string, init: RequestInit): Promise<string> => {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
};
