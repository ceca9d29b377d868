import type { FlatMap } from '../map/flatten-map.ts';
import { NONE } from '../map/map-tokens.ts';
import { ANONYMOUS } from '../scopes/scope-list.ts';
import type { TokenScopes } from '../scopes/scope-tokens.ts';
import { MalformedSourceMap } from '../symbol-index.ts';
import { BLOCK_TOKENS, MAX_BLOCKS_BYTES, MAX_NAME_UNITS } from './limits.ts';
import { pack } from './packed.ts';
import { FIRST_TEXT, type TokenBlock, writeBlock } from './token-block.ts';

export interface PackedBlock {
  bytes: Uint8Array;
  size: number;
  line: number;
  column: number;
  tokens: number;
}

/** Tokens in blocks that can be read alone: each with all texts that its own tokens need. */
export function blocksOf(map: FlatMap, scopes: TokenScopes, kept: Uint32Array): PackedBlock[] {
  const blocks: PackedBlock[] = [];
  let bytes = 0;
  for (let at = 0; at < kept.length; at += BLOCK_TOKENS) {
    const block = packBlock(blockOf(map, scopes, kept.subarray(at, at + BLOCK_TOKENS)));
    bytes += block.size;
    if (bytes > MAX_BLOCKS_BYTES) throw new MalformedSourceMap('The source map has too many names that are too long.');
    blocks.push(block);
  }
  return blocks;
}

function packBlock(block: TokenBlock): PackedBlock {
  const bytes = writeBlock(block);
  const { line, column } = block;
  return { bytes: pack(bytes), size: bytes.length, line: line[0] ?? 0, column: column[0] ?? 0, tokens: line.length };
}

function blockOf({ tokens, names }: FlatMap, scopes: TokenScopes, kept: Uint32Array): TokenBlock {
  const texts = new BlockTexts();
  return {
    line: pick(tokens.line, kept),
    column: pick(tokens.column, kept),
    // NONE becomes 0.
    source: pick(tokens.source, kept).map(source => source + 1),
    sourceLine: pick(tokens.sourceLine, kept),
    sourceColumn: pick(tokens.sourceColumn, kept),
    name: pick(tokens.name, kept).map(name => texts.number(name === NONE ? '' : (names[name] ?? ''))),
    scope: pick(scopes.names, kept).map(scope =>
      scope <= ANONYMOUS ? scope : texts.number(scopes.texts[scope] ?? ''),
    ),
    texts: texts.texts,
  };
}

function pick(column: Uint32Array, kept: Uint32Array): Uint32Array {
  return kept.map(at => column[at] ?? 0);
}

/** Numbers the texts of a block. */
class BlockTexts {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  number(whole: string): number {
    const text = whole.slice(0, MAX_NAME_UNITS);
    if (text === '') return 0;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = FIRST_TEXT + this.texts.push(text) - 1;
    this.numbers.set(text, number);
    return number;
  }
}
