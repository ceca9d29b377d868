import { BrokenSymbolIndex } from './broken-symbol-index.ts';
import { type Block, type Directory, type Piece, readDirectory, type Stretch } from './format/directory.ts';
import { HEADER_BYTES, readHeader } from './format/header.ts';
import { BLOCK_TOKENS, MAX_BLOCK_BYTES, MAX_PIECE_BYTES } from './format/limits.ts';
import { unpack } from './format/packed.ts';
import { PieceLines } from './format/piece-lines.ts';
import { FIRST_TEXT, readBlock, type TokenBlock } from './format/token-block.ts';
import { ANONYMOUS, UNKNOWN } from './scopes/scope-list.ts';
import type { Lines } from './source-lines.ts';
import type { ReadBytes, ScopeName, SymbolIndex, SymbolToken } from './symbol-index.ts';

/** Bytes of the first read: the whole directory of nearly all indexes, and all of a small one. */
export const FIRST_READ_BYTES = 64 * 1024;

/** Keeps what was unpacked under a number, as long as there is room. Who asks while it is read waits for the same reading. */
export interface KeepPart<Part> {
  get(number: number, read: () => Promise<{ value: Part; bytes: number }>): Promise<Part>;
}

/** What is remembered of one open index. */
export interface KeptParts {
  blocks: KeepPart<TokenBlock>;
  pieces: KeepPart<PieceLines>;
}

const keepNothing: KeptParts = {
  blocks: { get: async (_, read) => (await read()).value },
  pieces: { get: async (_, read) => (await read()).value },
};

/**
 * Reads the directory; a position costs one more read of some 2 kB, unless its block was read before, and so do lines
 * of a source. Throws BrokenSymbolIndex, here and later, at bytes that `buildIndex` of this version did not make.
 */
export async function openIndex(read: ReadBytes, kept: KeptParts = keepNothing): Promise<SymbolIndex> {
  const first = await read(0, FIRST_READ_BYTES);
  const header = readHeader(first);
  const start = HEADER_BYTES + header.packed;
  const readOn = readThrough(first, read);
  const directory = readDirectory(unpack(await readOn(HEADER_BYTES, header.packed), header.size));
  const readStretch: ReadStretch = async ({ offset, packed, size }, limit) => {
    if (Math.max(size, packed) > limit) throw new BrokenSymbolIndex('A part of the symbol index is too large.');
    return unpack(await readOn(start + offset, packed), size);
  };
  return indexOf(directory, readStretch, kept);
}

/** Takes from the first read what lies in it. */
function readThrough(first: Uint8Array, read: ReadBytes): ReadBytes {
  return async (offset, length) => {
    const end = offset + length;
    const bytes = end <= first.length ? first.subarray(offset, end) : await read(offset, length);
    if (bytes.length !== length) throw new BrokenSymbolIndex('The symbol index is cut.');
    return bytes;
  };
}

/** Seven columns of 32 bits. */
const COLUMN_BYTES = 28;
/** The number of what has no bytes. */
const NOWHERE = -1;

type ReadStretch = (stretch: Stretch, limit: number) => Promise<Uint8Array>;
interface Place {
  block: TokenBlock;
  at: number;
}

function indexOf(directory: Directory, readStretch: ReadStretch, kept: KeptParts): SymbolIndex {
  const { debugId, sources, texts, blocks } = directory;
  const place = async (line: number, column: number): Promise<Place | undefined> => {
    const number = lastBefore(blocks.length, at => isAtOrBefore(blocks[at], line, column));
    const found = blocks[number];
    if (found === undefined) return undefined;
    const block = await kept.blocks.get(number, () => loadBlock(found, readStretch));
    const at = lastBefore(block.line.length, token => isAtOrBefore(positionOf(block, token), line, column));
    return block.line[at] === line ? { block, at } : undefined;
  };
  // No two parts begin at one place, but those that were left out.
  const readPiece = (piece: Piece): Promise<PieceLines> =>
    kept.pieces.get(piece.size === 0 ? NOWHERE : piece.offset, () => loadPiece(piece, readStretch));
  return {
    ...(debugId === undefined ? {} : { debugId }),
    sources,
    lookup: async (line, column) => tokenAt(await place(line, column)),
    functionAt: async (line, column) => scopeAt(await place(line, column)),
    linesOf: (source, from, to) => linesOf(texts[source] ?? [], { from, to }, readPiece),
  };
}

async function loadBlock(block: Block, readStretch: ReadStretch): Promise<{ value: TokenBlock; bytes: number }> {
  if (block.tokens > BLOCK_TOKENS) throw new BrokenSymbolIndex('A block of the symbol index has too many tokens.');
  const value = readBlock(await readStretch(block, MAX_BLOCK_BYTES), block.tokens);
  return { value, bytes: COLUMN_BYTES * block.tokens + 2 * block.size };
}

async function loadPiece(piece: Piece, readStretch: ReadStretch): Promise<{ value: PieceLines; bytes: number }> {
  // One that was left out.
  const bytes = piece.size === 0 ? new Uint8Array() : await readStretch(piece, MAX_PIECE_BYTES);
  const value = new PieceLines(bytes, piece.lines);
  return { value, bytes: value.bytes };
}

async function linesOf(
  pieces: readonly Piece[],
  { from, to }: { from: number; to: number },
  readPiece: (piece: Piece) => Promise<Lines>,
): Promise<Lines | undefined> {
  if (pieces.length === 0) return undefined;
  const parts: { first: number; end: number; lines: Lines }[] = [];
  let first = 0;
  for (const piece of pieces) {
    const end = first + piece.lines;
    if (end > from && first < to) parts.push({ first, end, lines: await readPiece(piece) });
    first = end;
  }
  return {
    line: number => {
      const part = parts.find(({ end }) => number < end);
      return part && number >= part.first ? part.lines.line(number - part.first) : undefined;
    },
  };
}

function tokenAt(place: Place | undefined): SymbolToken | undefined {
  if (place === undefined) return undefined;
  const { block, at } = place;
  const { source = 0, line = 0, column = 0, name = 0 } = fieldsOf(block, at);
  if (source === 0) return undefined;
  const text = block.texts[name - FIRST_TEXT];
  return { source: source - 1, line, column, ...(text === undefined ? {} : { name: text }) };
}

function fieldsOf(block: TokenBlock, at: number): Partial<Record<'source' | 'line' | 'column' | 'name', number>> {
  const [source, line, column, name] = [block.source, block.sourceLine, block.sourceColumn, block.name].map(
    each => each[at],
  );
  return { source, line, column, name } as Partial<Record<'source' | 'line' | 'column' | 'name', number>>;
}

/** The scope at the beginning of the token that a position belongs to, as in the reference engine. */
function scopeAt(place: Place | undefined): ScopeName {
  const scope = place?.block.scope[place.at] ?? UNKNOWN;
  if (scope === ANONYMOUS) return { kind: 'anonymous' };
  const name = place?.block.texts[scope - FIRST_TEXT];
  return name === undefined ? { kind: 'unknown' } : { kind: 'named', name };
}

function positionOf(block: TokenBlock, at: number): { line: number; column: number } {
  return { line: block.line[at] ?? 0, column: block.column[at] ?? 0 };
}

function isAtOrBefore(position: { line: number; column: number } | undefined, line: number, column: number): boolean {
  return position !== undefined && (position.line - line || position.column - column) <= 0;
}

/** The last of sorted entries that lies at or before something, -1 without. */
function lastBefore(count: number, isBefore: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
