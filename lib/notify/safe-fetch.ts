import dns from 'node:dns/promises';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { FetchedFile, Fetcher, FetchOptions, NotFetched } from '../ports/fetcher.ts';
import { isPublicAddress } from './is-public-address.ts';
import { readAnswer } from './read-answer.ts';

/** Redirects that are followed; each is checked as the first address is. */
const MAX_REDIRECTS = 5;
/** Bytes of an answer's headers. */
const MAX_HEADER_BYTES = 16_384;

export interface SafeFetchOptions {
  /** Addresses of a name; the resolver's, unless a test says others. */
  resolve?: (hostname: string) => Promise<readonly string[]>;
  isPublic?: (address: string) => boolean;
}

/**
 * Fetches files from the public web, whoever chose the address: names are resolved here, all of their addresses must be
 * public, and the connection goes to the address that was checked, so that a name cannot mean another one a moment later.
 */
export const safeFetcher = ({ resolve = resolveName, isPublic = isPublicAddress }: SafeFetchOptions = {}): Fetcher => ({
  fetch: async (address, options) => {
    const signal = AbortSignal.timeout(options.timeoutMs);
    try {
      return await follow(new URL(address), { ...options, signal, resolve, isPublic });
    } catch (error) {
      return failureOf(error, signal);
    }
  },
});

interface Going extends FetchOptions, Required<SafeFetchOptions> {
  signal: AbortSignal;
}

const resolveName = async (hostname: string): Promise<string[]> =>
  (await dns.lookup(hostname, { all: true })).map(({ address }) => address);

const follow = async (first: URL, going: Going): Promise<FetchedFile | NotFetched> => {
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const refused = refusalOf(url, going);
    if (refused) return refused;
    const address = await addressOf(url, going);
    if (address === undefined) return failed('invalid_host', `${url.hostname} is not on the public web`);
    const answer = await ask(url, address, going);
    const next = redirectOf(answer, url);
    if (next === undefined) return readAnswer(answer, url, going.maxBytes);
    answer.destroy();
    url = next;
  }
  return failed('download_error', `more than ${MAX_REDIRECTS} redirects`);
};

const failed = (reason: NotFetched['reason'], details: string): NotFetched => ({ kind: 'failed', reason, details });

const refusalOf = (url: URL, { isAllowed }: Going): NotFetched | undefined => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return failed('invalid_host', `${url.protocol} is no web address`);
  if (url.username !== '' || url.password !== '') return failed('invalid_host', 'the address has credentials in it');
  return isAllowed(url) ? undefined : failed('invalid_host', `${url.host} is not among those that may be asked`);
};

/** The address to connect to. `undefined` when one of the name's addresses is not public: who mixes them has a reason. */
const addressOf = async (url: URL, { resolve, isPublic, signal }: Going): Promise<string | undefined> => {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = net.isIP(hostname) ? [hostname] : await unlessAborted(signal, resolve(hostname));
  return addresses.length > 0 && addresses.every(address => isPublic(address)) ? addresses[0] : undefined;
};

/** Resolvers know no signal. */
const unlessAborted = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
  const ended = new AbortController();
  const aborted = once(signal, 'abort', { signal: ended.signal });
  // Whoever comes second is not waited for.
  aborted.catch(() => {});
  work.catch(() => {});
  try {
    return await Promise.race([work, aborted.then(() => Promise.reject<T>(new Error('no answer in time')))]);
  } finally {
    ended.abort();
  }
};

const ask = (url: URL, address: string, { headers, signal, verifyTls = true }: Going): Promise<http.IncomingMessage> =>
  new Promise((answered, failedToAsk) => {
    const family = net.isIPv6(address) ? 6 : 4;
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      headers: { accept: '*/*', 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'Allim', ...headers },
      // Whatever the name means by now: the connection goes to the address that was checked.
      lookup: (_name, { all }, found) => (all ? found(null, [{ address, family }]) : found(null, address, family)),
      agent: false,
      rejectUnauthorized: verifyTls,
      maxHeaderSize: MAX_HEADER_BYTES,
      signal,
    });
    request.on('response', answered);
    request.on('error', failedToAsk);
    request.end();
  });

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const redirectOf = ({ statusCode = 0, headers: { location } }: http.IncomingMessage, from: URL): URL | undefined =>
  REDIRECTS.has(statusCode) && location !== undefined && URL.canParse(location, from.href)
    ? new URL(location, from.href)
    : undefined;

const failureOf = (error: unknown, signal: AbortSignal): NotFetched => {
  if (signal.aborted) return failed('timeout', 'no answer in time');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no connection';
  return code === 'ENOTFOUND' ? failed('not_found', 'there is no such host') : failed('download_error', code);
};
