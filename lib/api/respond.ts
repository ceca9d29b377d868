import type { ApiResponse } from './api-request.ts';
import type { Refusal } from './refusal.ts';

/** On every answer. JSON opened in a tab must neither run nor be framed nor be kept by a cache. */
const JSON_HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

export const respondJson = (value: unknown, headers: Record<string, string> = {}): ApiResponse => ({
  status: 200,
  headers: { ...JSON_HEADERS, ...headers },
  body: JSON.stringify(value),
});

/** JSON lines, as bytes: as text Lambda would write them as JSON once more, and larger. */
export const respondLines = (lines: string, headers: Record<string, string>): ApiResponse => ({
  status: 200,
  headers: { ...JSON_HEADERS, 'content-type': 'application/x-ndjson', ...headers },
  body: Buffer.from(lines, 'utf8'),
});

export const respondNothing = (cookies: string[]): ApiResponse => {
  const { 'content-type': _, ...headers } = JSON_HEADERS;
  return { status: 204, headers, cookies, body: '' };
};

export const respondCreated = (value: unknown): ApiResponse => ({ ...respondJson(value), status: 201 });

/** What was asked is going to be done. */
export const respondAccepted = (): ApiResponse => ({ ...respondNothing([]), status: 202 });

/** Sentry's error shape: its command line shows `detail` to people, its page the lists by field. */
export const respondRefusal = (refusal: Refusal): ApiResponse => ({
  ...respondJson({ ...refusal.fields, detail: refusal.message }, refusal.headers),
  status: refusal.status,
});
