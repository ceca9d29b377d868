import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FetchedFile, NotFetched } from '../ports/fetcher.ts';

/** The file that a web server answered with. Reading ends where the file is larger than it may be, packed or unpacked. */
export const readAnswer = async (
  answer: IncomingMessage,
  url: URL,
  maxBytes: number,
): Promise<FetchedFile | NotFetched> => {
  const status = answer.statusCode ?? 0;
  if (status !== 200) {
    answer.destroy();
    return failureOfStatus(status);
  }
  const body = await collect(answer, maxBytes);
  if (!body) return { kind: 'failed', reason: 'too_large', details: `larger than ${maxBytes} bytes` };
  return { kind: 'fetched', url: url.href, headers: headersOf(answer), body };
};

const failureOfStatus = (status: number): NotFetched => {
  const details = `the server answers ${status}`;
  if (status === 401 || status === 403) return { kind: 'failed', reason: 'permission_denied', details };
  return { kind: 'failed', reason: status === 404 || status === 410 ? 'not_found' : 'download_error', details };
};

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

const collect = async (answer: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  const unpacked = unpack(answer);
  // What is read of an answer are buffers.
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      answer.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const unpack = (answer: IncomingMessage): Readable => {
  const unpacker = unpackerOf(answer.headers['content-encoding']?.toLowerCase());
  if (!unpacker) return answer;
  answer.on('error', error => unpacker.destroy(error));
  return answer.pipe(unpacker);
};

const unpackerOf = (encoding: string | undefined) => {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
};
