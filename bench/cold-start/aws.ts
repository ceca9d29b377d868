import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EdgeSettings } from '../../lib/ports/key-store.ts';

/** What a door calls, answering at once: a table with one key, and a queue. */
export interface StandInAws {
  url: string;
  /** Names of the calls, in their order. */
  calls: string[];
  close(): Promise<void>;
}

export const startAws = async (settings: EdgeSettings): Promise<StandInAws> => {
  const calls: string[] = [];
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const call = String(request.headers['x-amz-target'] ?? `${request.method} ${request.url}`);
      calls.push(call);
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify(answerOf(call, settings)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

const answerOf = (call: string, settings: EdgeSettings): unknown =>
  call.endsWith('.GetItem') ? { Item: { settings: { S: JSON.stringify(settings) } } } : { MessageId: '1' };
