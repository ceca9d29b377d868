const INITIAL_BYTES = 4096;

/** Appends numbers and texts to bytes that grow as needed. */
export class ByteWriter {
  private bytes = new Uint8Array(INITIAL_BYTES);
  length = 0;

  /** A whole number of up to 32 bits, seven bits a byte. */
  number(value: number): void {
    this.reserve(5);
    let rest = value >>> 0;
    for (; rest >= 0x80; rest >>>= 7) this.bytes[this.length++] = (rest & 0x7f) | 0x80;
    this.bytes[this.length++] = rest;
  }

  /** The way from one number to another, modulo 2³²: short in either direction. */
  step(from: number, to: number): void {
    const way = (to - from) | 0;
    this.number((way << 1) ^ (way >> 31));
  }

  text(text: string): void {
    const bytes = Buffer.from(text);
    this.number(bytes.length);
    this.append(bytes);
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  done(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
