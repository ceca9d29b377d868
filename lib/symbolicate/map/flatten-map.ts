import { MAX_SOURCES } from '../format/limits.ts';
import { MalformedSourceMap } from '../symbol-index.ts';
import { decodeMappings, type Placement } from './decode-mappings.ts';
import { MapTokens } from './map-tokens.ts';
import type { PlainMap, RawFunctionMap, ReadMap } from './read-map.ts';
import { countSegments } from './vlq-reader.ts';

/** UTF-16 units of the names of all sources, each with its root. */
export const MAX_SOURCES_UNITS = 32 * 1024 * 1024;

/** One map, whether it had sections or not. */
export interface FlatMap {
  debugId?: string;
  sources: readonly (string | null)[];
  texts: readonly (string | null)[];
  names: readonly string[];
  tokens: MapTokens;
  functions?: readonly (RawFunctionMap | undefined)[];
}

interface PlacedMap {
  line: number;
  column: number;
  map: PlainMap;
}

export function flattenMap(map: ReadMap): FlatMap {
  const sections = placed(map, 0, 0);
  refuseLongSources(sections);
  const flat = map.kind === 'plain' ? flattenPlain(map) : flattenSections(sections);
  if (flat.sources.length > MAX_SOURCES) {
    throw new MalformedSourceMap(`The source map has more than ${MAX_SOURCES} sources.`);
  }
  flat.tokens.sort();
  return map.debugId === undefined ? flat : { ...flat, debugId: map.debugId };
}

/** A root of a hundred kilobytes before a hundred thousand sources is a small map, and ten gigabytes of names. */
function refuseLongSources(sections: readonly PlacedMap[]): void {
  let units = 0;
  for (const { map } of sections) {
    for (const source of map.sources) units += source?.length ?? 0;
  }
  if (units > MAX_SOURCES_UNITS) throw new MalformedSourceMap('The source map has names of sources that are too long.');
}

function flattenPlain(map: PlainMap): FlatMap {
  const tokens = new MapTokens(countSegments(map.mappings));
  decodeMappings(map, tokens, { line: 0, column: 0, source: same, name: same });
  const { sources, texts, names, functions } = map;
  return { sources, texts, names, tokens, ...(functions === undefined ? {} : { functions }) };
}

/** Sources and names of sections that are called the same are the same. Function maps of sections have no meaning. */
function flattenSections(sections: readonly PlacedMap[]): FlatMap {
  const tokens = new MapTokens(sections.reduce((sum, { map }) => sum + countSegments(map.mappings), 0));
  const sources = new Numbering();
  const names = new Numbering();
  const texts: (string | null)[] = [];
  for (const { line, column, map } of sections) {
    const sourceNumbers = map.sources.map(source => sources.number(source ?? ''));
    const nameNumbers = map.names.map(name => names.number(name));
    for (const [at, number] of sourceNumbers.entries()) texts[number] = map.texts[at] ?? texts[number] ?? null;
    const placement: Placement = {
      line,
      column,
      // Both were checked against the very lists that these were made of.
      source: local => sourceNumbers[local] ?? 0,
      name: local => nameNumbers[local] ?? 0,
    };
    decodeMappings(map, tokens, placement);
  }
  return { sources: sources.texts, texts, names: names.texts, tokens };
}

/** The plain maps of a map in the order of their offsets, each with its place in the whole. */
function placed(map: ReadMap, line: number, column: number): PlacedMap[] {
  if (map.kind === 'plain') return [{ line, column, map }];
  const sections = map.sections.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return sections.flatMap(section =>
    placed(section.map, line + section.line, section.line === 0 ? column + section.column : section.column),
  );
}

/** Numbers texts in the order in which they come. */
class Numbering {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

function same(number: number): number {
  return number;
}
