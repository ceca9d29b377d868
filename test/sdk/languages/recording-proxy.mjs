import { once } from 'node:events';
import http from 'node:http';
import zlib from 'node:zlib';
import { parseEnvelope } from '../../../lib/protocol/envelope.ts';

/** Sits between an SDK and the product and writes down what goes over the wire; passes every byte on as it came. */
export async function startRecordingProxy(target) {
  const requests = [];
  const server = http.createServer((incoming, outgoing) => {
    forward(target, incoming, requests).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      error => outgoing.writeHead(502).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** What came since the last call. */
    take: () => requests.splice(0),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function forward(target, incoming, requests) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { hostname, port } = new URL(target);
  const { 'transfer-encoding': _, ...headers } = incoming.headers;
  const request = http.request({
    hostname,
    port,
    path: incoming.url,
    method: incoming.method,
    headers: { ...headers, 'content-length': String(body.length) },
  });
  request.end(body);
  const [response] = await once(request, 'response');
  const answer = [];
  for await (const chunk of response) answer.push(chunk);
  requests.push(describe(incoming, body, response.statusCode));
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(answer) };
}

const DECODERS = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
  zstd: zlib.zstdDecompressSync,
};

/** One line for people: how it was sent, what was in it, what was answered. */
function describe({ method, url, headers }, body, status) {
  const encoding = headers['content-encoding'];
  const framing = headers['transfer-encoding'] ? `, ${headers['transfer-encoding']}` : '';
  return `${method} ${url.split('?')[0]} (${encoding || 'not compressed'}${framing}, ${body.length} bytes): ${itemTypes(encoding, body)} → ${status}`;
}

function itemTypes(encoding, body) {
  const bytes = encoding ? (DECODERS[encoding]?.(body) ?? body) : body;
  try {
    return parseEnvelope(bytes)
      .items.map(({ type }) => type)
      .join(', ');
  } catch (error) {
    return `no envelope (${error.message})`;
  }
}
