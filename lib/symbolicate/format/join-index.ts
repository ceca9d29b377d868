import { MalformedSourceMap } from '../symbol-index.ts';
import type { PackedBlock } from './blocks-of.ts';
import { type Stretch, writeDirectory } from './directory.ts';
import { writeHeader } from './header.ts';
import { MAX_DIRECTORY_BYTES } from './limits.ts';
import { pack } from './packed.ts';
import type { PackedPiece } from './text-pieces.ts';

export interface IndexParts {
  debugId?: string;
  sources: readonly (string | null)[];
  /** By source. */
  texts: readonly (readonly PackedPiece[])[];
  blocks: readonly PackedBlock[];
  /** Pieces whose lines are first spoken of in a block, by its number. */
  piecesOf: ReadonlyMap<number, readonly PackedPiece[]>;
}

/** Header, directory, and blocks, each with the pieces of sources behind it that its tokens lead to: mostly one read gets both. */
export function joinIndex({ debugId, sources, texts, blocks, piecesOf }: IndexParts): Uint8Array {
  const placed: Packed[] = blocks.flatMap((block, number) => [block, ...(piecesOf.get(number) ?? [])]);
  // Those that no token leads to come last.
  const bodies = [...new Set([...placed, ...texts.flat()])];
  const stretches = stretchesOf(bodies);
  const at = <Part extends Packed>(part: Part) => ({ ...part, ...(stretches.get(part) ?? NOWHERE) });
  const directory = writeDirectory({
    ...(debugId === undefined ? {} : { debugId }),
    blocks: blocks.map(at),
    sources,
    texts: texts.map(pieces => pieces.map(at)),
  });
  if (directory.length > MAX_DIRECTORY_BYTES) throw new MalformedSourceMap('The source map has too many sources.');
  const packed = pack(directory);
  const header = writeHeader({ packed: packed.length, size: directory.length });
  return Buffer.concat([header, packed, ...bodies.map(({ bytes }) => bytes)]);
}

type Packed = PackedBlock | PackedPiece;

/** Every part has a place. */
const NOWHERE: Stretch = { offset: 0, packed: 0, size: 0 };

function stretchesOf(bodies: readonly Packed[]): Map<Packed, Stretch> {
  const stretches = new Map<Packed, Stretch>();
  let offset = 0;
  for (const part of bodies) {
    stretches.set(part, { offset, packed: part.bytes.length, size: part.size });
    offset += part.bytes.length;
  }
  return stretches;
}
