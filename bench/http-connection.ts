import { once } from 'node:events';
import net from 'node:net';

/** One keep-alive connection that sends one request after the other. */
export interface HttpConnection {
  /** Sends the bytes of a whole request and gives the answer's status. */
  send(request: Buffer): Promise<number>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * The barest client there is, because a load's own cost counts: it knows just answers with a Content-Length, which is
 * all that the product gives.
 */
export const openConnection = async (url: URL): Promise<HttpConnection> => {
  const socket = net.connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await once(socket, 'connect');
  let waiting: { resolve(status: number): void; reject(error: Error): void } | undefined;
  let received: Buffer = Buffer.alloc(0);
  const fail = (error: Error): void => {
    waiting?.reject(error);
    waiting = undefined;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the product closed the connection')));
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (!answer) return;
    received = received.subarray(answer.end);
    waiting?.resolve(answer.status);
    waiting = undefined;
  });
  return {
    send: request =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => {
      waiting = undefined;
      socket.destroy();
    },
  };
};

/** `undefined` while the answer is not whole. */
const readAnswer = (bytes: Buffer): { status: number; end: number } | undefined => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const [, length] = /^content-length: (\d+)/im.exec(head) ?? [];
  if (length === undefined) throw new Error(`an answer without Content-Length: ${head.slice(0, 200)}`);
  const end = headEnd + HEAD_END.length + Number(length);
  // `HTTP/1.1 200 OK`
  return bytes.length < end ? undefined : { status: Number(head.slice(9, 12)), end };
};
