import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { complain } from './complain.ts';
import { gatewayEvent } from './gateway-event.ts';
import { type Door, invoke } from './invoke.ts';
import { findDoor, type Route } from './routes.ts';

export type HttpDoor = Door<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** An HTTP API takes no larger body. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Lambda takes no larger event, base64 and all. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
/** An HTTP API waits no longer for its function. */
const TIMEOUT_MS = 30_000;

/** Plays API Gateway's HTTP API: the same events, limits and route rules, in front of the same doors. */
export const createGateway = (doors: Record<Route['door'], HttpDoor>): http.Server =>
  http.createServer((incoming, outgoing) => {
    answer(doors, incoming).then(
      result => send(outgoing, result),
      error => {
        complain('door threw', { error: String(error) });
        send(outgoing, message(500, 'Internal Server Error'));
      },
    );
  });

const answer = async (
  doors: Record<Route['door'], HttpDoor>,
  incoming: http.IncomingMessage,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const body = await collect(incoming);
  if (!body) return message(413, 'Request Entity Too Large');
  const { door, routeKey } = findDoor(incoming.method ?? 'GET', incoming.url ?? '/');
  const event = gatewayEvent({
    incoming,
    body,
    time: Date.now(),
    requestId: randomUUID(),
    routeKey,
  });
  if ((event.body?.length ?? 0) > MAX_EVENT_BYTES) return message(413, 'Request Entity Too Large');
  return invoke(door, doors[door], event, TIMEOUT_MS);
};

/**
 * `undefined` when the body is too large; the rest of it is read and thrown away, so that the answer arrives.
 * By events: an async iterator would cost as much as parsing the request.
 */
const collect = (incoming: http.IncomingMessage): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    incoming.on('end', () => resolve(size <= MAX_BODY_BYTES ? joined(chunks) : undefined));
    incoming.on('error', reject);
  });

/** Most bodies come in one piece. */
const joined = (chunks: readonly Buffer[]): Buffer =>
  chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);

const send = (outgoing: http.ServerResponse, result: APIGatewayProxyStructuredResultV2): void => {
  const body = result.isBase64Encoded
    ? Buffer.from(result.body ?? '', 'base64')
    : Buffer.from(result.body ?? '', 'utf8');
  outgoing.statusCode = result.statusCode ?? 200;
  for (const [name, value] of Object.entries(result.headers ?? {})) outgoing.setHeader(name, String(value));
  if (result.cookies?.length) outgoing.setHeader('set-cookie', result.cookies);
  outgoing.setHeader('content-length', body.length);
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
};

const message = (statusCode: number, text: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});
