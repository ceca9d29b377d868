import { BrokenSymbolIndex } from '../broken-symbol-index.ts';

/** Reads what a ByteWriter wrote. Throws BrokenSymbolIndex at the end of the bytes. */
export class ByteReader {
  private readonly bytes: Buffer;
  private position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value >>> 0;
    }
    throw new BrokenSymbolIndex('A number of the symbol index does not end.');
  }

  step(from: number): number {
    const way = this.number();
    return (from + ((way >>> 1) ^ -(way & 1))) >>> 0;
  }

  text(): string {
    const length = this.number();
    if (length > this.bytes.length - this.position) throw new BrokenSymbolIndex('A text of the symbol index is cut.');
    this.position += length;
    return this.bytes.toString('utf8', this.position - length, this.position);
  }

  /** How many entries follow, each of at least a byte: never more than there are bytes. */
  count(): number {
    const count = this.number();
    if (count > this.bytes.length - this.position) throw new BrokenSymbolIndex('A list of the symbol index is cut.');
    return count;
  }
}
