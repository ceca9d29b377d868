import { decompress } from '../../lib/ingest/decompress.ts';
import type { IngestRequest } from '../../lib/ingest/http.ts';
import type { Recorded } from './corpus.ts';
import { PROJECT_ID, PUBLIC_KEY } from './edge.ts';

/** Content types whose bodies API Gateway hands over as text. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript)(?:$|[;\s]))/i;
export const isTextType = (contentType: string | undefined): boolean => TEXT.test(contentType ?? '');

const RECORDED_KEY = /\b[0-9a-f]{32}(?=:[0-9a-z]+@|@)/g;

/** The request as the gateway would hand it to the door, with key and project of our own. */
export const replay = (recorded: Recorded): IngestRequest => {
  const url = new URL(recorded.url, 'http://localhost');
  if (url.searchParams.has('sentry_key')) url.searchParams.set('sentry_key', PUBLIC_KEY);
  const headers: Record<string, string> = {};
  for (const [name, value] of recorded.headers)
    headers[name.toLowerCase()] = value.replace(/sentry_key=[0-9a-f]{32}/, `sentry_key=${PUBLIC_KEY}`);
  const bodyWasText = isTextType(headers['content-type']);
  return {
    method: recorded.method,
    path: url.pathname.replace(/\/api\/\d+\//, `/api/${PROJECT_ID}/`),
    query: url.searchParams,
    headers,
    // What is no UTF-8 in a body of a text type is lost at the gateway.
    body: withOwnDsn(bodyWasText ? Buffer.from(recorded.body.toString('utf8'), 'utf8') : recorded.body),
    bodyWasText,
    sourceIp: '203.0.113.7',
  };
};

/** Only bodies that are not compressed name a DSN in clear; in the others it is left, and `inClear` puts ours in. */
const withOwnDsn = (body: Buffer): Buffer => {
  const newline = body.indexOf(0x0a);
  const line = body.subarray(0, newline === -1 ? body.length : newline).toString('latin1');
  if (!line.startsWith('{') || !line.includes('"dsn"')) return body;
  const ours = line.replace(RECORDED_KEY, PUBLIC_KEY).replace(/("dsn":\s*"[^"]*\/)\d+"/, `$1${PROJECT_ID}"`);
  return Buffer.concat([Buffer.from(ours, 'latin1'), body.subarray(newline === -1 ? body.length : newline)]);
};

/** Compressed envelopes that name the DSN of the recording are sent again in clear with ours. */
export const inClear = (request: IngestRequest): IngestRequest => {
  if (!request.headers['content-encoding'] || request.bodyWasText) return request;
  const body = withOwnDsn(Buffer.from(decompress(request)));
  const { 'content-encoding': _, ...headers } = request.headers;
  return { ...request, headers, body };
};
