import { gzipSync, zstdCompressSync } from 'node:zlib';
import { encode } from '@msgpack/msgpack';
import { EVENT_ID, PROJECT_ID } from '../test/support/edge.ts';
import { anyJson, anyObject } from './any-json.ts';
import { type Draft, draft } from './draft.ts';
import { hostileText, MARK } from './hostile.ts';
import { type Maker, oneIn, rarely } from './maker.ts';
import { mutateBytes } from './mutate-bytes.ts';

const BOUNDARY = 'zqboundary';
/** A header with one stream that lies far outside. */
const DUMP = Buffer.concat([
  Buffer.from('MDMP\x93\xa7\x00\x00\x01\x00\x00\x00\x20\x00\x00\x00', 'latin1'),
  Buffer.alloc(16),
  Buffer.from('0700006700010000000100ff', 'hex'),
  Buffer.alloc(120),
]);

/** Forms with files: crash reports, and attachments of an event. */
export const draftForm = (maker: Maker): Draft => {
  const { random } = maker;
  if (oneIn(maker, 6))
    return draft('minidump', {
      path: `/api/${PROJECT_ID}/minidump/`,
      headers: { 'content-type': random.pick(['application/x-dmp', 'application/octet-stream']) },
      body: anyDump(maker),
    });
  const crash = oneIn(maker, 2);
  const form = formOf(maker, crash ? crashParts(maker) : someParts(maker));
  return draft(crash ? 'minidump form' : 'event attachments', {
    path: crash
      ? `/api/${PROJECT_ID}/minidump/`
      : `/api/${PROJECT_ID}/events/${rarely(maker, 9, EVENT_ID, ['x', '%41', EVENT_ID.toUpperCase()])}/attachments/`,
    headers: {
      'content-type': `multipart/form-data; boundary=${rarely(maker, 20, BOUNDARY, ['', '"', 'x'.repeat(99)])}`,
    },
    body: oneIn(maker, 4) ? mutateBytes(maker, form, DUMP) : form,
  });
};

interface Part {
  name: string;
  filename?: string;
  bytes: Uint8Array;
}

const formOf = (maker: Maker, parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ name, filename, bytes }) => [
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`),
      Buffer.from(filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: text/plain`),
      Buffer.from('\r\n\r\n'),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(oneIn(maker, 20) ? '' : `--${BOUNDARY}--\r\n`),
  ]);

const anyDump = (maker: Maker): Uint8Array => {
  const dump = oneIn(maker, 2) ? mutateBytes(maker, DUMP, DUMP) : DUMP;
  return maker.random.pick([() => dump, () => dump, () => gzipSync(dump), () => zstdCompressSync(dump)])();
};

const crashParts = (maker: Maker): Part[] => [
  ...(oneIn(maker, 12) ? [] : [{ name: 'upload_file_minidump', filename: 'crash.dmp', bytes: anyDump(maker) }]),
  ...(oneIn(maker, 2) ? [{ name: '__sentry-event', filename: 'e', bytes: packed(maker) }] : []),
  ...(oneIn(maker, 3) ? [{ name: '__sentry-breadcrumb1', filename: 'b', bytes: packed(maker) }] : []),
  ...someParts(maker),
];

/** As `largest`: the writer of MessagePack goes down as deep as its value does. */
const MAX_PACKED = 500;

const packed = (maker: Maker): Uint8Array => {
  const bytes = encode(anyObject({ ...maker, largest: Math.min(maker.largest, MAX_PACKED) }), {
    maxDepth: 2 * MAX_PACKED,
  });
  return oneIn(maker, 3) ? mutateBytes(maker, bytes, bytes) : bytes;
};

const someParts = (maker: Maker): Part[] => {
  const { random } = maker;
  return Array.from({ length: oneIn(maker, 40) ? random.pick([31, 501]) : random.below(5) }, () => {
    const name = random.pick([
      'note',
      'sentry',
      'sentry[release]',
      'sentry[contexts][app][x]',
      'sentry__1',
      'sentry[__proto__][a]',
      'some_file',
      MARK.replaceAll('"', ''),
    ]);
    const text = name === 'sentry' ? JSON.stringify(anyJson(maker, 2)) : hostileText(maker);
    return {
      name,
      bytes: Buffer.from(text),
      ...(oneIn(maker, 2) && { filename: random.pick(['a.log', 'view-hierarchy.json', '../x', 'b.json']) }),
    };
  });
};
