import type { Draft } from './draft.ts';
import { hostileText, MARK } from './hostile.ts';
import { type Maker, oneIn } from './maker.ts';

const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'DELETE', 'post', '', 'PATCH'] as const;
const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/x-sentry-envelope',
  'application/x-protobuf',
  'application/csp-report',
  'application/reports+json',
  'application/x-ndjson',
  'multipart/form-data',
  'multipart/form-data; boundary=zqboundary',
  'text/plain;charset=UTF-8',
  'application/octet-stream',
  '',
  ';',
  MARK,
] as const;
const PREFIXES = ['/prefix', '//', '/a/b/../c', '/%00', '/api/2'] as const;
const SUFFIXES = ['/', '//', 'x', '?', '%2F', '/.'] as const;
const TEXT_HEADERS = [
  'user-agent',
  'origin',
  'referer',
  'x-forwarded-for',
  'x-sentry-forwarded-for',
  'cf-connecting-ip',
  'sec-ch-ua',
  'sec-ch-ua-model',
  'cookie',
] as const;
const HEADER_TEXTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Googlebot/2.1',
  'https://shop.example',
  'http://localhost:3000/a?b',
  'null',
  '203.0.113.5, 198.51.100.7',
  '2001:db8::1',
  MARK,
] as const;
/** Characters of one header; a gateway takes 10,240 bytes of all of them. */
const MAX_HEADER = 8_000;

/** Changes what stands around the body, seldom much. */
export const mutateDraft = (maker: Maker, one: Draft): Draft => {
  const { random } = maker;
  const changed = { ...one, headers: { ...one.headers } };
  if (oneIn(maker, 30)) changed.method = random.pick(METHODS);
  if (oneIn(maker, 20)) changed.headers['content-type'] = random.pick(CONTENT_TYPES);
  if (oneIn(maker, 40)) changed.path = random.pick(PREFIXES) + changed.path;
  if (oneIn(maker, 40)) changed.path += random.pick(SUFFIXES);
  if (oneIn(maker, 60)) delete changed.headers['content-type'];
  for (const name of TEXT_HEADERS)
    if (oneIn(maker, 25))
      changed.headers[name] = oneIn(maker, 6) ? hostileText(maker).slice(0, MAX_HEADER) : random.pick(HEADER_TEXTS);
  return changed;
};
