import { incompleteBody } from './s3-error.ts';

/** What was inside of a body in AWS's own chunked coding, and the headers that came after it. */
export interface Unchunked {
  bytes: Uint8Array;
  trailers: Record<string, string>;
}

const LINE_END = Buffer.from('\r\n');

/** Chunk signatures are not looked at: nobody stands between the client and a service in the same process. */
export const decodeAwsChunked = (body: Uint8Array): Unchunked => {
  const source = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = source.indexOf(LINE_END, at);
    if (lineEnd < 0) throw incompleteBody();
    const size = chunkSize(source.toString('latin1', at, lineEnd));
    at = lineEnd + LINE_END.length;
    if (size === 0) return { bytes: Buffer.concat(chunks), trailers: parseTrailers(source.toString('latin1', at)) };
    if (at + size > source.length) throw incompleteBody();
    chunks.push(source.subarray(at, at + size));
    at += size + LINE_END.length;
  }
};

const chunkSize = (line: string): number => {
  const size = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(line)?.[1];
  if (size === undefined) throw incompleteBody();
  return Number.parseInt(size, 16);
};

const parseTrailers = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\r\n')
      .filter(line => line.includes(':'))
      .map(line => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
