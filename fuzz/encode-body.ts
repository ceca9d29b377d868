import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { isTextType } from '../test/support/replay.ts';
import type { Draft } from './draft.ts';
import { type Maker, oneIn, weighted } from './maker.ts';
import { mutateBytes } from './mutate-bytes.ts';

type Encode = (body: Uint8Array) => Uint8Array;

/** Compressing is not what is tried here: the fastest levels. */
const ENCODINGS = {
  gzip: body => gzipSync(body, { level: 1 }),
  deflate: body => deflateSync(body, { level: 1 }),
  br: body => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: body => zstdCompressSync(body),
} as const satisfies Record<string, Encode>;
const NAMES = ['gzip', 'deflate', 'br', 'zstd'] as const;
const LIES = [
  'gzip',
  'br',
  'zstd',
  'deflate',
  'gzip, br',
  'GZIP ',
  'identity',
  'utf-8',
  'x-gzip',
  'compress',
  'gzip\n',
] as const;

/** Bytes that a bomb holds: more than any request may. */
const BOMB_BYTES = 40 * 1_048_576;
/** Bombs are for those who have the time. */
const MIN_LARGEST_OF_BOMBS = 1_000_000;

/** The body as it is sent, mostly under a true label. */
export const encodeBody = (maker: Maker, one: Draft): Draft => {
  // What the gateway makes a text of is refused when it is compressed: once is enough.
  if (isTextType(one.headers['content-type']) && !oneIn(maker, 20)) return one;
  const { random } = maker;
  const labelled = (label: string, body: Uint8Array): Draft => ({
    ...one,
    headers: { ...one.headers, 'content-encoding': label },
    body,
  });
  const name = random.pick(NAMES);
  const encode = ENCODINGS[name];
  return weighted<() => Draft>(maker, [
    [40, () => one],
    [20, () => labelled(name, encode(one.body))],
    [2, () => labelled('deflate', deflateRawSync(one.body, { level: 1 }))],
    [1, () => labelled(name, encode(encode(one.body)))],
    [1, () => labelled(random.pick(LIES), one.body)],
    [2, () => labelled(name, mutateBytes(maker, encode(one.body), one.body))],
    [1, () => (maker.largest >= MIN_LARGEST_OF_BOMBS && oneIn(maker, 4) ? labelled(name, bomb(encode, one)) : one)],
  ])();
};

const bomb = (encode: Encode, { body }: Draft): Uint8Array =>
  encode(Buffer.concat([body, Buffer.alloc(BOMB_BYTES, 0x20)]));
