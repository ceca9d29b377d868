import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiResponse } from '../../lib/api/api-request.ts';
import type { Asked } from '../api/scene.ts';

type Ask = (method: string, target: string, asked: Asked) => Promise<ApiResponse>;

/** The API of a scene behind a real address, for commands that call one. */
export const serveScene = async (ask: Ask): Promise<{ url: string; close(): Promise<void> }> => {
  const server = http.createServer((incoming, outgoing) => {
    void answer(ask, incoming).then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, close };
};

const answer = async (ask: Ask, incoming: http.IncomingMessage): Promise<ApiResponse> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer); // a request without an encoding gives buffers
  return ask(incoming.method ?? 'GET', incoming.url ?? '/', {
    token: /^Bearer (.*)$/.exec(incoming.headers.authorization ?? '')?.[1],
    body: new Uint8Array(Buffer.concat(chunks)),
  });
};
