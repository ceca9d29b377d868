import type { FetchedFile, NotFetched } from '../../ports/fetcher.ts';
import type { ScrapingSettings } from '../../ports/scraping-store.ts';
import type { ScrapingAttempt } from '../../symbolicate/javascript-module.ts';
import type { Cached } from './byte-cache.ts';
import type { SymbolicateDeps } from './deps.ts';
import { isScrapable } from './is-scrapable.ts';
import { MAX_MINIFIED_BYTES } from './read-source.ts';

/** Files of the web, and that there is none, are looked at again after this (Sentry's number). */
const SCRAPED_FOR_MS = 3_600_000;
/** Settings are as old as this at most. */
const SETTINGS_FOR_MS = 60_000;
const TIMEOUT_MS = 5_000;
/** Sentry's name of the header, unless people say another. */
const TOKEN_HEADER = 'X-Sentry-Token';
/** Characters of an address; longer ones are no files. */
const MAX_URL = 2_048;

/** A file of the web, or why it is none, as the event tells it. */
export type Scraped = { attempt: ScrapingAttempt; file?: FetchedFile };

type ScrapeDeps = Pick<SymbolicateDeps, 'fetcher' | 'scraping' | 'symbolicationMemory'>;

export const scrapingOf = (
  { scraping, symbolicationMemory }: Pick<SymbolicateDeps, 'scraping' | 'symbolicationMemory'>,
  projectId: string,
): Promise<ScrapingSettings | undefined> =>
  symbolicationMemory.settings.get(projectId, async () => {
    const value = await scraping.get(projectId);
    return { value, bytes: JSON.stringify(value ?? null).length, forMs: SETTINGS_FOR_MS };
  });

/** Fetches a file of the web that the project lets be fetched, once an hour. `undefined`: it is none of the web. */
export const scrape = async (deps: ScrapeDeps, projectId: string, address: string): Promise<Scraped | undefined> => {
  if (!/^https?:/i.test(address) || address.length > MAX_URL || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  url.hash = '';
  const settings = await scrapingOf(deps, projectId);
  if (!settings?.enabled) return refused(url.href, 'disabled', 'fetching from the web is switched off');
  if (!isScrapable(url, settings.domains))
    return refused(url.href, 'invalid_host', `${url.host} is not among the project's scraping domains`);
  const key = JSON.stringify([projectId, url.href, settings]);
  return deps.symbolicationMemory.scraped.get(key, async () => keptFor(await fetchFile(deps, url, settings)));
};

const keptFor = (value: Scraped): Cached<Scraped> => ({
  value,
  bytes: value.file?.body.length ?? 0,
  forMs: SCRAPED_FOR_MS,
});

const refused = (url: string, reason: ScrapingAttempt['reason'], details: string): Scraped => ({
  attempt: { url, status: 'failure', reason, details },
});

const fetchFile = async (
  { fetcher }: Pick<SymbolicateDeps, 'fetcher'>,
  url: URL,
  settings: ScrapingSettings,
): Promise<Scraped> => {
  const fetched = await fetcher.fetch(url.href, {
    headers: { ...(settings.token && { [settings.tokenHeader || TOKEN_HEADER]: settings.token }) },
    maxBytes: MAX_MINIFIED_BYTES,
    timeoutMs: TIMEOUT_MS,
    verifyTls: settings.verifyTls,
    isAllowed: other => isScrapable(other, settings.domains),
  });
  if (fetched.kind === 'failed') return failed(url.href, fetched);
  if (looksLikeAPage(fetched)) return failed(url.href, NO_CODE);
  return { attempt: { url: url.href, status: 'success' }, file: fetched };
};

const NO_CODE: NotFetched = {
  kind: 'failed',
  reason: 'not_found',
  details: 'the address answers with a page, not code',
};

const failed = (url: string, { reason, details }: NotFetched): Scraped => ({
  attempt: { url, status: 'failure', reason: reason === 'too_large' ? 'download_error' : reason, details },
});

/** Single-page applications answer every unknown address with their page. */
const looksLikeAPage = ({ body }: FetchedFile): boolean =>
  new TextDecoder('latin1').decode(body.subarray(0, 256)).trimStart().startsWith('<');
