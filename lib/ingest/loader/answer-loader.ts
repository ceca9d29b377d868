import type { KeyStore } from '../../ports/key-store.ts';
import { PUBLIC_KEY } from '../../protocol/dsn.ts';
import type { IngestResponse } from '../http.ts';
import { respondScript } from '../respond.ts';
import { type LoaderPlaces, loaderScript, NO_LOADER } from './loader-script.ts';

export interface LoaderDeps {
  keys: KeyStore;
  places: () => LoaderPlaces;
}

/** Seconds that a page's loader may be old: as long as a change of a key takes to reach the edge. */
const MAX_AGE_SECONDS = 60;

/** `GET /js-sdk-loader/{key}.js` and `.min.js`: what pages load that leave it to the key which SDK they get. */
export const answerLoader = async (deps: LoaderDeps, publicKey: string, minified: boolean): Promise<IngestResponse> => {
  const settings = PUBLIC_KEY.test(publicKey) ? await deps.keys.find(publicKey) : undefined;
  const script = settings?.enabled
    ? loaderScript(settings, deps.places(), minified ? 'compact' : 'readable')
    : NO_LOADER;
  return respondScript(200, script, `public, max-age=${MAX_AGE_SECONDS}`);
};
