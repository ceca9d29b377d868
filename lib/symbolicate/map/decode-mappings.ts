import { MalformedSourceMap } from '../symbol-index.ts';
import type { MapTokens } from './map-tokens.ts';
import { NONE } from './map-tokens.ts';
import type { PlainMap } from './read-map.ts';
import { SEMICOLON, VlqReader } from './vlq-reader.ts';

/** Where a section's tokens begin, and what its sources and names are called in the whole map. */
export interface Placement {
  line: number;
  /** Of its first line only. */
  column: number;
  source(local: number): number;
  name(local: number): number;
}

/** Appends the tokens of a map. Numbers wrap at 32 bits, as in the reference engine. */
export function decodeMappings(map: PlainMap, tokens: MapTokens, placement: Placement): void {
  const reader = new VlqReader(map.mappings);
  const state = { source: 0, sourceLine: 0, sourceColumn: 0, name: 0 };
  let line = 0;
  let column = 0;
  while (reader.position < reader.text.length) {
    if (reader.atBoundary()) {
      if (reader.text.charCodeAt(reader.position++) === SEMICOLON) {
        line++;
        column = 0;
      }
      continue;
    }
    const fields = reader.readSegment();
    column = moved(column, reader.fields[0]);
    const at = tokens.length++;
    tokens.line[at] = line + placement.line;
    tokens.column[at] = line === 0 ? column + placement.column : column;
    readOrigin(map, reader, fields, state, tokens, at, placement);
  }
}

type State = { source: number; sourceLine: number; sourceColumn: number; name: number };

function readOrigin(
  map: PlainMap,
  reader: VlqReader,
  fields: number,
  state: State,
  tokens: MapTokens,
  at: number,
  placement: Placement,
): void {
  tokens.source[at] = NONE;
  tokens.name[at] = NONE;
  if (fields === 1) return;
  if (fields !== 4 && fields !== 5) {
    throw new MalformedSourceMap(`A mapping has ${fields} fields, not 1, 4 or 5, at character ${reader.position}.`);
  }
  state.source = checked(moved(state.source, reader.fields[1]), map.sources, 'source');
  state.sourceLine = moved(state.sourceLine, reader.fields[2]);
  state.sourceColumn = moved(state.sourceColumn, reader.fields[3]);
  tokens.source[at] = placement.source(state.source);
  tokens.sourceLine[at] = state.sourceLine;
  tokens.sourceColumn[at] = state.sourceColumn;
  if (fields === 4) return;
  state.name = checked(moved(state.name, reader.fields[4]), map.names, 'name');
  tokens.name[at] = placement.name(state.name);
}

function moved(from: number, by: number | undefined): number {
  return (from + (by ?? 0)) >>> 0;
}

function checked(number: number, list: readonly unknown[], what: string): number {
  if (number < list.length) return number;
  throw new MalformedSourceMap(`The mappings speak of ${what} ${number}, and there are ${list.length}.`);
}
