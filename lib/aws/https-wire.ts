import http from 'node:http';
import https from 'node:https';
import type { Wire, WireRequest, WireResponse } from '../ports/wire.ts';

/** Milliseconds without a byte before a call is given up; the callers of the edge wait 10 s at most. */
const TIMEOUT_MS = 5_000;
/** Bytes of an answer; S3 objects of ours are far smaller. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };

/** To AWS, or to what stands for it, over kept-alive connections. @param timeoutMs without a byte, before a call is given up */
export const httpsWireWithin =
  (timeoutMs: number): Wire =>
  request =>
    new Promise((resolve, reject) => {
      const secure = request.protocol === 'https:';
      const outgoing = (secure ? https : http).request(
        {
          method: request.method,
          hostname: request.hostname,
          port: request.port,
          path: request.path + (request.query && `?${request.query}`),
          headers: { ...request.headers, 'content-length': request.body.length },
          agent: secure ? agents.https : agents.http,
          timeout: timeoutMs,
        },
        incoming => {
          collect(incoming).then(resolve, reject);
        },
      );
      outgoing.on('error', cause => reject(new Error(`no answer from ${describe(request)}`, { cause })));
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no byte for ${timeoutMs} ms`)));
      outgoing.end(request.body);
    });

/** To AWS itself. */
export const httpsWire = httpsWireWithin(TIMEOUT_MS);

const collect = (incoming: http.IncomingMessage): Promise<WireResponse> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) incoming.destroy(new Error('answer too large'));
      else chunks.push(chunk);
    });
    incoming.on('error', reject);
    incoming.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      );
      resolve({ status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
    });
  });

const describe = (request: WireRequest): string => `${request.hostname} (${request.method})`;
