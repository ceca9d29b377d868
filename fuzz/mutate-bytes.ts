import { hostileText } from './hostile.ts';
import { type Maker, weighted } from './maker.ts';

/** Damages bytes in one way; the second ones are what is spliced in. */
export const mutateBytes = (maker: Maker, bytes: Uint8Array, others: Uint8Array): Buffer => {
  const { random } = maker;
  const buffer = Buffer.from(bytes);
  const at = random.below(buffer.length + 1);
  const to = at + random.below(Math.min(buffer.length - at + 1, 200));
  const head = buffer.subarray(0, at);
  return weighted<() => Buffer>(maker, [
    [3, () => flip(maker, buffer)],
    [2, () => head],
    [2, () => Buffer.concat([head, buffer.subarray(to)])],
    [2, () => Buffer.concat([buffer.subarray(0, to), buffer.subarray(at)])],
    [2, () => Buffer.concat([head, others.subarray(random.below(others.length + 1))])],
    [1, () => Buffer.concat([head, Buffer.from(hostileText(maker)), buffer.subarray(at)])],
    [1, () => Buffer.concat([head, Buffer.from(random.hex(2 * (1 + random.below(16))), 'hex'), buffer.subarray(at)])],
    [1, () => Buffer.concat([buffer, buffer])],
    [1, () => Buffer.alloc(0)],
  ])();
};

const MAX_FLIPS = 8;

const flip = ({ random }: Maker, buffer: Buffer): Buffer => {
  for (let n = 1 + random.below(MAX_FLIPS); n > 0 && buffer.length > 0; n--) {
    const at = random.below(buffer.length);
    buffer.writeUInt8(buffer.readUInt8(at) ^ (1 << random.below(8)), at);
  }
  return buffer;
};
