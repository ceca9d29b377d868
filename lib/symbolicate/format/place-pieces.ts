import { type MapTokens, NONE } from '../map/map-tokens.ts';
import { BLOCK_TOKENS } from './limits.ts';
import type { PackedPiece } from './text-pieces.ts';

/** For each block of tokens the pieces of sources that its tokens are the first to lead to. */
export function placePieces(
  tokens: MapTokens,
  kept: Uint32Array,
  texts: readonly (readonly PackedPiece[])[],
): Map<number, PackedPiece[]> {
  const placed = new Set<PackedPiece>();
  const byBlock = new Map<number, PackedPiece[]>();
  const starts = texts.map(pieces => (pieces.length > 1 ? startsOf(pieces) : ONE));
  for (const [at, token] of kept.entries()) {
    const source = tokens.source[token] ?? NONE;
    const piece = texts[source]?.[numberOfPiece(starts[source] ?? ONE, tokens.sourceLine[token] ?? 0)];
    if (piece === undefined || placed.has(piece)) continue;
    placed.add(piece);
    const block = Math.floor(at / BLOCK_TOKENS);
    const others = byBlock.get(block) ?? [];
    others.push(piece);
    byBlock.set(block, others);
  }
  return byBlock;
}

const ONE: readonly number[] = [0];

/** The first line of each. */
function startsOf(pieces: readonly PackedPiece[]): number[] {
  let line = 0;
  return pieces.map(({ lines }) => {
    line += lines;
    return line - lines;
  });
}

/** The last one that begins at or before a line. */
function numberOfPiece(starts: readonly number[], line: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}
