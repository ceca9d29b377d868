import { isIP } from 'node:net';
import type { IngestRequest } from './http.ts';

/** Headers that a proxy in front may put the caller's address into, the most trusted first; source: the reference server. */
const FORWARDED = ['cf-connecting-ip', 'x-vercel-forwarded-for', 'x-sentry-forwarded-for', 'x-forwarded-for'];

/** The address of the user's machine as far as it can be known. */
export const clientIp = (request: IngestRequest): string | undefined => {
  for (const name of FORWARDED) {
    const first = request.headers[name]?.split(',')[0]?.trim();
    if (first && isIP(first)) return first;
  }
  return request.sourceIp;
};

/** The page that sends: what browsers keep to themselves (`null`), and what is no page of the web, is none. */
export const pageUrl = ({ headers }: Pick<IngestRequest, 'headers'>): URL | undefined => {
  const address = [headers.origin, headers.referer].find(one => one && /^https?:/i.test(one) && URL.canParse(one));
  return address ? new URL(address) : undefined;
};

const HINTS = ['sec-ch-ua', 'sec-ch-ua-platform', 'sec-ch-ua-platform-version', 'sec-ch-ua-model'];

/** The browser's client hints, by header name. */
export const clientHints = (request: IngestRequest): Record<string, string> => {
  const hints: Record<string, string> = {};
  for (const name of HINTS) {
    const value = request.headers[name];
    if (value) hints[name] = value;
  }
  return hints;
};
