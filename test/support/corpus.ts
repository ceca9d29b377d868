import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One recorded request. */
export interface Recorded {
  /** `sentry.javascript.browser-11.12.0/uncaught-exception/001` */
  name: string;
  method: string;
  url: string;
  headers: [string, string][];
  body: Buffer;
  /** Milliseconds since 1970. */
  recordedAt: number;
}

const ROOT = path.resolve(import.meta.dirname, '../corpus');

export const recordedRequests = (): Recorded[] =>
  readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter(file => /\d+\.json$/.test(file))
    .sort()
    .map(readRequest);

const readRequest = (file: string): Recorded => {
  const meta = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
  const body = path.join(ROOT, file.replace(/\.json$/, '.body'));
  return {
    name: file.replace(/\.json$/, '').replaceAll('\\', '/'),
    method: meta.method,
    url: meta.url,
    headers: meta.headers,
    body: existsSync(body) ? readFileSync(body) : Buffer.alloc(0),
    recordedAt: Date.parse(meta.recorded_at),
  };
};
