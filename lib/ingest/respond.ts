import { REFUSALS, type Refusal } from '../protocol/refusal.ts';
import type { IngestResponse } from './http.ts';

/** On every answer: a page of any origin may read it, and the headers that SDKs act on. */
const ALWAYS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-sentry-error,x-sentry-rate-limits,retry-after',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

const PREFLIGHT = {
  ...ALWAYS,
  'access-control-allow-methods': 'POST, GET, OPTIONS',
  'access-control-allow-headers':
    'x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, authentication, authorization, content-encoding, transfer-encoding, sentry-trace, baggage',
  'access-control-max-age': '3600',
};

/** A GIF of one transparent pixel: what `<img src="…/store/?sentry_data=…">` gets. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export const respondAccepted = (eventId: string | undefined): IngestResponse =>
  json(200, eventId ? { id: eventId } : {});

export const respondPixel = (): IngestResponse => ({
  status: 200,
  headers: { ...ALWAYS, 'content-type': 'image/gif' },
  body: PIXEL,
});

/** CORS is answered here, not by the gateway, whose own list of headers keeps browser SDKs out. */
export const respondPreflight = (): IngestResponse => ({ status: 204, headers: PREFLIGHT, body: '' });

/** `{"detail": "…", "causes": ["…"]}`, as Sentry's servers say it. */
export const respondRefused = (refusal: Refusal): IngestResponse => {
  const [status, detail] = REFUSALS[refusal.reason];
  const response = json(status, { detail, ...(refusal.causes.length > 0 && { causes: refusal.causes }) });
  response.headers['x-sentry-error'] = [detail, ...refusal.causes].join(': ').slice(0, 512);
  if (refusal.reason === 'method_not_allowed')
    response.headers.allow = (refusal.causes[0] ?? '').replace('allowed: ', '');
  return response;
};

const json = (status: number, body: unknown): IngestResponse => ({
  status,
  headers: { ...ALWAYS, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
