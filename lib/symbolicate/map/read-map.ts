import { MalformedSourceMap } from '../symbol-index.ts';
import { countValues } from './count-values.ts';

/** UTF-16 units of a map's JSON. */
export const MAX_MAP_UNITS = 64 * 1024 * 1024;
/** Lists, objects and commas in it: sources, names, sections. The largest real maps have some 500,000 names. */
export const MAX_MAP_VALUES = 2_000_000;
/** Sections in sections. */
const MAX_DEPTH = 32;

/** A map as its JSON says, checked. */
export type ReadMap = PlainMap | SectionedMap;

export interface PlainMap {
  kind: 'plain';
  debugId?: string;
  /** With the source root. `null`: the map says so, and there is no root. */
  sources: readonly (string | null)[];
  /** By source; shorter or longer than `sources` as it happens. */
  texts: readonly (string | null)[];
  names: readonly string[];
  mappings: string;
  /** By source: names of functions and where in the source they begin. `undefined`: not made by Metro. */
  functions?: readonly (RawFunctionMap | undefined)[];
}

export interface SectionedMap {
  kind: 'sectioned';
  debugId?: string;
  sections: readonly { line: number; column: number; map: ReadMap }[];
}

export interface RawFunctionMap {
  names: readonly string[];
  mappings: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Throws MalformedSourceMap at what the reference engine refuses, too, and at what is too large. */
export function readMap(json: string): ReadMap {
  if (json.length > MAX_MAP_UNITS) throw new MalformedSourceMap('The source map is too large.');
  const body = withoutGuard(json);
  if (countValues(body, MAX_MAP_VALUES) > MAX_MAP_VALUES) {
    throw new MalformedSourceMap(`The source map has more than ${MAX_MAP_VALUES} values.`);
  }
  return readFields(parse(body), 0);
}

/** Some servers begin JSON with a line like `)]}'`, which no script can be. */
function withoutGuard(json: string): string {
  if (!/^[)\]}']/.test(json)) return json;
  const end = json.indexOf('\n');
  if (end === -1) throw new MalformedSourceMap('The source map has no line behind its guard.');
  return json.slice(end);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's own words quote the map, and might end up in a log.
    throw new MalformedSourceMap('The source map is not JSON.');
  }
}

function readFields(value: unknown, depth: number): ReadMap {
  const fields = object(value, 'The source map');
  if (depth > MAX_DEPTH)
    throw new MalformedSourceMap(`The source map has more than ${MAX_DEPTH} sections in each other.`);
  if (fields.version != null) whole(fields.version, 'version');
  const debugId = readDebugId(fields);
  const own = debugId === undefined ? {} : { debugId };
  return fields.sections == null
    ? { kind: 'plain', ...own, ...readPlain(fields) }
    : {
        kind: 'sectioned',
        ...own,
        sections: list(fields.sections, 'sections').map(each => readSection(each, depth)),
      };
}

function readPlain(fields: Fields): Omit<PlainMap, 'kind' | 'debugId'> {
  const root = text(fields.sourceRoot, 'sourceRoot') ?? '';
  const sources = list(fields.sources, 'sources').map(each => text(each, 'sources'));
  const functions = fields.x_facebook_sources;
  return {
    sources: root === '' ? sources : sources.map(source => rooted(root, source ?? '')),
    texts: list(fields.sourcesContent, 'sourcesContent').map(each => text(each, 'sourcesContent')),
    names: list(fields.names, 'names').map(nameOf),
    mappings: text(fields.mappings, 'mappings') ?? '',
    ...(functions == null ? {} : { functions: list(functions, 'x_facebook_sources').map(readFunctions) }),
  };
}

function readSection(value: unknown, depth: number): { line: number; column: number; map: ReadMap } {
  const section = object(value, 'A section of the source map');
  const offset = object(section.offset, 'The offset of a section');
  if (section.map == null) {
    throw new MalformedSourceMap('A section of the source map lies elsewhere, behind a URL.');
  }
  return {
    line: whole(offset.line, 'line of a section'),
    column: whole(offset.column, 'column of a section'),
    map: readFields(section.map, depth + 1),
  };
}

/** Metro writes a list of metadata a source, of which the first is the function map. */
function readFunctions(value: unknown): RawFunctionMap | undefined {
  const [first] = list(value, 'x_facebook_sources');
  if (first === undefined) return undefined;
  const fields = object(first, 'A function map');
  const names = list(fields.names, 'names of a function map').map(each => text(each, 'names of a function map') ?? '');
  return { names, mappings: text(fields.mappings, 'mappings of a function map') ?? '' };
}

function rooted(root: string, source: string): string {
  if (/^(?:\/|https?:)/.test(source)) return source;
  return `${root.endsWith('/') ? root.slice(0, -1) : root}/${source}`;
}

/** Some tools write numbers; whatever else is there has no name. */
function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

const DEBUG_ID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

function readDebugId(fields: Fields): string | undefined {
  const id = text(fields.debugId ?? fields.debug_id, 'debugId');
  if (id === null) return undefined;
  const parts = DEBUG_ID.exec(id);
  if (parts === null) throw new MalformedSourceMap('The debug id of the source map is none.');
  return parts.slice(1).join('-').toLowerCase();
}

function object(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new MalformedSourceMap(`${what} is not an object.`);
}

function list(value: unknown, what: string): readonly unknown[] {
  if (value == null) return [];
  if (Array.isArray(value)) return value;
  throw new MalformedSourceMap(`What the source map has as ${what} is not a list.`);
}

function text(value: unknown, what: string): string | null {
  if (value == null) return null;
  if (typeof value === 'string') return value;
  throw new MalformedSourceMap(`What the source map has as ${what} is not a text.`);
}

function whole(value: unknown, what: string): number {
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32) return Number(value);
  throw new MalformedSourceMap(`What the source map has as ${what} is not a whole number of 32 bits.`);
}
