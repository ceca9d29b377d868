import { MalformedSourceMap } from '../symbol-index.ts';
import { MapTokens, NONE } from './map-tokens.ts';
import type { RawFunctionMap } from './read-map.ts';
import { countSegments, SEMICOLON, VlqReader } from './vlq-reader.ts';

/** Beginnings of functions in all sources; a map of 30 MB has some 300,000. */
export const MAX_FUNCTION_STARTS = 2_000_000;
/** Metro counts lines from 1. */
const FIRST_LINE = 1;

/** What Metro says of the functions of its sources: which name holds from which position of a source on. */
export class FunctionMaps {
  private readonly maps: readonly ({ names: readonly string[]; starts: MapTokens } | undefined)[];

  constructor(raw: readonly (RawFunctionMap | undefined)[]) {
    const total = raw.reduce((sum, each) => sum + (each === undefined ? 0 : countSegments(each.mappings)), 0);
    if (total > MAX_FUNCTION_STARTS) {
      throw new MalformedSourceMap(`The function maps have more than ${MAX_FUNCTION_STARTS} mappings.`);
    }
    this.maps = raw.map(each => (each === undefined ? undefined : readStarts(each)));
  }

  /** @param line, column  0-based, in the source */
  nameAt(source: number, line: number, column: number): string | undefined {
    const map = source === NONE ? undefined : this.maps[source];
    if (map === undefined) return undefined;
    const at = map.starts.find(line + FIRST_LINE, column);
    return at === -1 ? undefined : map.names[map.starts.name[at] ?? NONE];
  }
}

/** Fields of a segment: column, which starts anew behind a semicolon; name; line. A map that is broken says nothing. */
function readStarts({ names, mappings }: RawFunctionMap): { names: readonly string[]; starts: MapTokens } | undefined {
  try {
    return { names, starts: decodeStarts(mappings) };
  } catch (error) {
    if (error instanceof MalformedSourceMap) return undefined;
    throw error;
  }
}

function decodeStarts(mappings: string): MapTokens {
  const starts = new MapTokens(countSegments(mappings));
  const reader = new VlqReader(mappings);
  let [line, column, name] = [FIRST_LINE, 0, 0];
  while (reader.position < mappings.length) {
    if (reader.atBoundary()) {
      if (mappings.charCodeAt(reader.position++) === SEMICOLON) column = 0;
      continue;
    }
    const fields = reader.readSegment();
    column = (column + (reader.fields[0] ?? 0)) >>> 0;
    if (fields > 1) name = (name + (reader.fields[1] ?? 0)) >>> 0;
    if (fields > 2) line = (line + (reader.fields[2] ?? 0)) >>> 0;
    const at = starts.length++;
    [starts.line[at], starts.column[at], starts.name[at]] = [line, column, name];
  }
  starts.sort();
  return starts;
}
