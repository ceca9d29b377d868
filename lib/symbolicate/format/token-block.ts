import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

/** The number of the first text: 0 is none, and 1 a scope without a name. */
export const FIRST_TEXT = 2;

/** Columns of a block's tokens. `name` and `scope` are numbers of `texts`, from FIRST_TEXT on. */
export interface TokenBlock {
  line: Uint32Array;
  column: Uint32Array;
  /** One more than the number of its source; 0: generated code of none. */
  source: Uint32Array;
  sourceLine: Uint32Array;
  sourceColumn: Uint32Array;
  name: Uint32Array;
  scope: Uint32Array;
  texts: readonly string[];
}

/** One after the other, not token by token: what is alike packs well. */
const COLUMNS = ['line', 'column', 'source', 'sourceLine', 'sourceColumn', 'name', 'scope'] as const;

export function writeBlock(block: TokenBlock): Uint8Array {
  const writer = new ByteWriter();
  for (const field of COLUMNS) {
    let before = 0;
    for (const value of block[field]) {
      writer.step(before, value);
      before = value;
    }
  }
  writer.number(block.texts.length);
  for (const text of block.texts) writer.text(text);
  return writer.done();
}

/** @param tokens  how many there are; at most BLOCK_TOKENS */
export function readBlock(bytes: Uint8Array, tokens: number): TokenBlock {
  const reader = new ByteReader(bytes);
  const column = (): Uint32Array => readColumn(reader, tokens);
  const numbers = {
    line: column(),
    column: column(),
    source: column(),
    sourceLine: column(),
    sourceColumn: column(),
    name: column(),
    scope: column(),
  };
  const texts: string[] = [];
  for (let left = reader.count(); left > 0; left--) texts.push(reader.text());
  return { ...numbers, texts };
}

function readColumn(reader: ByteReader, tokens: number): Uint32Array {
  const column = new Uint32Array(tokens);
  let value = 0;
  for (let at = 0; at < tokens; at++) {
    value = reader.step(value);
    column[at] = value;
  }
  return column;
}
