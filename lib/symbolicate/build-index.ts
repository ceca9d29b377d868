import { blocksOf } from './format/blocks-of.ts';
import { joinIndex } from './format/join-index.ts';
import { keptTokens } from './format/kept-tokens.ts';
import { placePieces } from './format/place-pieces.ts';
import { textPieces } from './format/text-pieces.ts';
import { flattenMap } from './map/flatten-map.ts';
import { readMap } from './map/read-map.ts';
import { scopeTokens } from './scopes/scope-tokens.ts';

/** A minified file, where it is at hand, and its source map, as texts. */
export interface MapPair {
  minified?: string;
  map: string;
}

/** Reads a map once and lays it out so that `openIndex` finds a position with few small reads. Throws MalformedSourceMap. */
export function buildIndex({ minified, map: json }: MapPair): Uint8Array {
  const map = flattenMap(readMap(json));
  const scopes = scopeTokens(map, minified);
  const kept = keptTokens(map.tokens, map.names, scopes.names);
  const blocks = blocksOf(map, scopes, kept);
  const texts = map.sources.map((_, at) => textPieces(map.texts[at]));
  const piecesOf = placePieces(map.tokens, kept, texts);
  const { debugId, sources } = map;
  return joinIndex({ ...(debugId === undefined ? {} : { debugId }), sources, texts, blocks, piecesOf });
}
