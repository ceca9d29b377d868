import { MAX_PIECE_BYTES, PIECE_UNITS } from './limits.ts';
import { pack } from './packed.ts';

/** Some whole lines of a source. */
export interface PackedPiece {
  bytes: Uint8Array;
  /** Unpacked. */
  size: number;
  lines: number;
}

/** A source in pieces that can be read alone: nobody unpacks nine megabytes to show eleven lines. */
export function textPieces(text: string | null | undefined): PackedPiece[] {
  if (text == null) return [];
  // An empty text is one, too.
  if (text === '') return [{ bytes: new Uint8Array(), size: 0, lines: 0 }];
  const pieces: PackedPiece[] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOfPiece(text, start);
    pieces.push(packPiece(text.slice(start, end)));
    start = end;
  }
  return pieces;
}

/** Behind the last line that fits, or else behind the one line that does not. */
function endOfPiece(text: string, start: number): number {
  if (text.length - start <= PIECE_UNITS) return text.length;
  const fitting = text.lastIndexOf('\n', start + PIECE_UNITS - 1);
  const end = fitting >= start ? fitting : text.indexOf('\n', start + PIECE_UNITS);
  return end === -1 ? text.length : end + 1;
}

function packPiece(text: string): PackedPiece {
  const lines = countLines(text);
  const bytes = Buffer.from(text);
  if (bytes.length > MAX_PIECE_BYTES) return { bytes: new Uint8Array(), size: 0, lines };
  return { bytes: pack(bytes), size: bytes.length, lines };
}

function countLines(text: string): number {
  let count = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
