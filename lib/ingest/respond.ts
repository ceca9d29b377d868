import { formatRateLimits, type RateLimit, retryAfter } from '../protocol/rate-limit.ts';
import { REFUSALS, type Refusal } from '../protocol/refusal.ts';
import type { IngestResponse } from './http.ts';
import { SWITCHED_OFF } from './switched-off.ts';

/** On every answer: a page of any origin may read it, and the headers that SDKs act on. */
const ALWAYS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-sentry-error,x-sentry-rate-limits,retry-after',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

const PREFLIGHT = {
  ...ALWAYS,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers':
    'x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, authentication, authorization, content-encoding, transfer-encoding',
  'access-control-max-age': '3600',
};

/** A GIF of one transparent pixel: what `<img src="…/store/?sentry_data=…">` gets. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** What every answer to an SDK switches off at it. */
const SWITCH_OFF: Record<string, string> =
  SWITCHED_OFF.length > 0 ? { 'x-sentry-rate-limits': formatRateLimits(SWITCHED_OFF) } : {};

export const respondAccepted = (eventId: string | undefined): IngestResponse => {
  const response = respondJson(200, eventId ? { id: eventId } : {});
  return { ...response, headers: { ...response.headers, ...SWITCH_OFF } };
};

export const respondPixel = (): IngestResponse => ({
  status: 200,
  headers: { ...ALWAYS, 'content-type': 'image/gif' },
  body: PIXEL,
});

/** Crash reporters show it to people, as a UUID with hyphens. */
export const respondEventId = (eventId = ''): IngestResponse => ({
  status: 200,
  headers: { ...ALWAYS, 'content-type': 'text/plain' },
  body: eventId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
});

/** For senders that look at the status alone. */
export const respondEmpty = (status: number): IngestResponse => ({ status, headers: { ...ALWAYS }, body: '' });

/** A script that pages of any origin may load. @param cacheControl the header's value */
export const respondScript = (status: number, script: string, cacheControl: string): IngestResponse => ({
  status,
  headers: { ...ALWAYS, 'content-type': 'application/javascript; charset=utf-8', 'cache-control': cacheControl },
  body: script,
});

/** CORS is answered here, not by the gateway, whose own list of headers keeps browser SDKs out. */
export const respondPreflight = (): IngestResponse => ({ status: 204, headers: PREFLIGHT, body: '' });

/** Characters of `X-Sentry-Error`: ours are a sentence or two. */
const MAX_ERROR_LENGTH = 512;

/** `{"detail": "…", "causes": ["…"]}`, as Sentry's servers say it. */
export const respondRefused = (refusal: Refusal): IngestResponse => {
  const [status] = REFUSALS[refusal.reason];
  const detail = refusal.message;
  const response = respondJson(status, { detail, ...(refusal.causes.length > 0 && { causes: refusal.causes }) });
  response.headers['x-sentry-error'] = [detail, ...refusal.causes].join(': ').slice(0, MAX_ERROR_LENGTH);
  if (refusal.reason === 'method_not_allowed')
    response.headers.allow = (refusal.causes[0] ?? '').replace('allowed: ', '');
  return response;
};

/** What an SDK goes by, whatever the answer is otherwise. @param limits at least one */
export const withRateLimits = (response: IngestResponse, limits: readonly RateLimit[]): IngestResponse => ({
  ...response,
  headers: {
    ...response.headers,
    'x-sentry-rate-limits': formatRateLimits(limits),
    'retry-after': retryAfter(limits),
  },
});

export const respondJson = (status: number, body: unknown): IngestResponse => ({
  status,
  headers: { ...ALWAYS, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
