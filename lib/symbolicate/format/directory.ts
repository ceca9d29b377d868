import { BrokenSymbolIndex } from '../broken-symbol-index.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { MAX_BLOCKS, MAX_SOURCES } from './limits.ts';

/** What is read first: what the map says of itself, and where everything else lies. */
export interface Directory {
  debugId?: string;
  sources: readonly (string | null)[];
  /** By source, in the order of its lines. None: the map does not bring its text. */
  texts: readonly (readonly Piece[])[];
  blocks: readonly Block[];
}

/** Packed bytes, counted from the end of the directory, and what they unpack to. */
export interface Stretch {
  offset: number;
  packed: number;
  size: number;
}

/** Tokens. */
export interface Block extends Stretch {
  /** Of its first token. */
  line: number;
  column: number;
  tokens: number;
}

/** Lines of a source. */
export interface Piece extends Stretch {
  lines: number;
}

const NO_NAME = 0;
const NO_PIECES: readonly Piece[] = [];

export function writeDirectory({ debugId, sources, texts, blocks }: Directory): Uint8Array {
  const writer = new ByteWriter();
  const stretches = new StretchWriter(writer);
  writer.text(debugId ?? '');
  writer.number(blocks.length);
  let line = 0;
  for (const block of blocks) {
    stretches.write(block);
    for (const number of [block.line - line, block.column, block.tokens]) writer.number(number);
    line = block.line;
  }
  writer.number(sources.length);
  for (const [at, source] of sources.entries()) {
    if (source === null) writer.number(NO_NAME);
    else writer.text(`.${source}`);
    const pieces = texts[at] ?? NO_PIECES;
    writer.number(pieces.length);
    for (const piece of pieces) {
      stretches.write(piece);
      writer.number(piece.lines);
    }
  }
  return writer.done();
}

export function readDirectory(bytes: Uint8Array): Directory {
  const reader = new ByteReader(bytes);
  const stretches = new StretchReader(reader);
  const debugId = reader.text();
  const blocks = readBlocks(reader, stretches);
  const sources = readSources(reader, stretches);
  return { ...(debugId === '' ? {} : { debugId }), blocks, ...sources };
}

function readBlocks(reader: ByteReader, stretches: StretchReader): Block[] {
  const blocks: Block[] = [];
  let line = 0;
  for (let left = countUpTo(reader, MAX_BLOCKS); left > 0; left--) {
    const stretch = stretches.read();
    line += reader.number();
    blocks.push({ ...stretch, line, column: reader.number(), tokens: reader.number() });
  }
  return blocks;
}

function readSources(reader: ByteReader, stretches: StretchReader): Pick<Directory, 'sources' | 'texts'> {
  const sources: (string | null)[] = [];
  const texts: (readonly Piece[])[] = [];
  for (let left = countUpTo(reader, MAX_SOURCES); left > 0; left--) {
    const name = reader.text();
    sources.push(name === '' ? null : name.slice(1));
    texts.push(readPieces(reader, stretches));
  }
  return { sources, texts };
}

function readPieces(reader: ByteReader, stretches: StretchReader): readonly Piece[] {
  const count = reader.count();
  if (count === 0) return NO_PIECES;
  return Array.from({ length: count }, () => ({ ...stretches.read(), lines: reader.number() }));
}

function countUpTo(reader: ByteReader, limit: number): number {
  const count = reader.count();
  if (count > limit) throw new BrokenSymbolIndex('A list of the symbol index is too long.');
  return count;
}

/** Stretches mostly lie one behind the other: what is written of a place is the way from the end of the last one. */
class StretchWriter {
  private end = 0;
  private readonly writer: ByteWriter;

  constructor(writer: ByteWriter) {
    this.writer = writer;
  }

  write({ offset, packed, size }: Stretch): void {
    this.writer.step(this.end, offset);
    this.writer.number(packed);
    this.writer.number(size);
    this.end = offset + packed;
  }
}

class StretchReader {
  private end = 0;
  private readonly reader: ByteReader;

  constructor(reader: ByteReader) {
    this.reader = reader;
  }

  read(): Stretch {
    const offset = this.reader.step(this.end);
    const [packed, size] = [this.reader.number(), this.reader.number()];
    this.end = offset + packed;
    return { offset, packed, size };
  }
}
