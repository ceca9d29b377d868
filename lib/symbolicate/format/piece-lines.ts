import { type Lines, withoutReturn } from '../source-lines.ts';

const LINE_END = 10;

/** Lines of a piece of a source, counted from its first. Each is a text of its own, which keeps no other in memory. */
export class PieceLines implements Lines {
  private readonly piece: Buffer;
  /** Of each line, and of the one that would follow. */
  private readonly starts: Uint32Array;

  constructor(bytes: Uint8Array, lines: number) {
    this.piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.starts = startsIn(bytes, lines);
  }

  /** In memory, about. */
  get bytes(): number {
    return this.piece.length + this.starts.byteLength;
  }

  line(number: number): string | undefined {
    const [start, next] = [this.starts[number], this.starts[number + 1]];
    if (start === undefined || next === undefined || next === start) return undefined;
    const end = this.piece[next - 1] === LINE_END ? next - 1 : next;
    return withoutReturn(this.piece.toString('utf8', start, end));
  }
}

/** Lines that are said to be there, and are not, are empty. */
function startsIn(bytes: Uint8Array, lines: number): Uint32Array {
  const starts = new Uint32Array(Math.min(lines, bytes.length) + 1).fill(bytes.length);
  starts[0] = 0;
  let line = 1;
  for (let at = 0; at < bytes.length && line < starts.length; at++) {
    if (bytes[at] === LINE_END) starts[line++] = at + 1;
  }
  return starts;
}
