import type { EventError, Frame } from '../protocol/event.ts';
import type { JsonObject } from '../protocol/json.ts';
import { AROUND, type Context, contextLines } from './context-lines.ts';
import { errorOfFault, type FrameFault, type ModuleFault } from './fault.ts';
import type { JavascriptModule } from './javascript-module.ts';
import { joinPath } from './join-path.ts';
import { moduleOfPath } from './module-of-path.ts';
import { isBundlerAddress, shownFile } from './shown-file.ts';
import { shownFunction } from './shown-function.ts';
import { shownUrl } from './shown-url.ts';
import type { ScopeName, SymbolToken } from './symbol-index.ts';

export interface SymbolicatedFrame {
  frame: Frame;
  /** The frame as it came, with the lines of the built file around it. */
  raw: Frame;
  isMapped: boolean;
  /** What the map calls the token at which the next frame's function was called. */
  tokenName?: string | undefined;
  errors: readonly EventError[];
}

/** One frame through the map of its file. @param calledAs what the map calls it where the caller calls it */
export const symbolicateFrame = async (
  frame: Frame,
  module: JavascriptModule,
  calledAs: string | undefined,
): Promise<SymbolicatedFrame> => {
  if ((frame.lineno ?? 0) < 1) return unmapped(frame, 'invalid_location', module);
  const { rawContext, found } = await placeIn(module, frame);
  const raw = { ...frame, ...rawContext };
  if (found === undefined || typeof found === 'string') return unmapped(raw, found ?? 'invalid_location', module);
  const { token, scope, context } = found;
  const name = shownFunction({ scope, raw: frame.function, tokenName: token.name, calledAs });
  const placed = { ...placedFrame(raw, module, found), function: name };
  const shown = { ...placed, ...context };
  return {
    frame: shown,
    raw,
    isMapped: true,
    tokenName: token.name,
    errors: context ? [] : [noContent(shown, module)],
  };
};

/** What is known of a place in a built file, whichever frame stands there. */
interface Place {
  rawContext: Context | undefined;
  /** `undefined`: the map knows nothing there. */
  found: Found | ModuleFault | undefined;
}

interface Found {
  token: SymbolToken;
  /** As the map says. */
  source: string | undefined;
  scope: ScopeName;
  context: Context | undefined;
}

/** Places of a file that are remembered while its module is in use: the events of a batch mostly have the same ones. */
const MAX_PLACES = 1_000;
/** Places that are looked up side by side: a store takes its time for each. */
const AT_A_TIME = 8;
const places = new WeakMap<JavascriptModule, Map<string, Promise<Place>>>();

const placeIn = (module: JavascriptModule, frame: Frame): Promise<Place> => {
  const known = placesOf(module);
  const key = `${frame.lineno}:${frame.colno}`;
  const place = known.get(key);
  if (place) return place;
  if (module.isLate?.()) return LATE;
  const found = findPlace(module, frame);
  if (known.size < MAX_PLACES) known.set(key, found);
  return found;
};

const LATE: Promise<Place> = Promise.resolve({ rawContext: undefined, found: 'out_of_time' });

const placesOf = (module: JavascriptModule): Map<string, Promise<Place>> => {
  const known = places.get(module) ?? new Map<string, Promise<Place>>();
  places.set(module, known);
  return known;
};

/** Looks up where frames stand, some at a time, so that their order costs no waiting. */
export const lookAhead = async (frames: readonly { frame: Frame; module: JavascriptModule }[]): Promise<void> => {
  const isNew = ({ frame, module }: (typeof frames)[number]): boolean =>
    (frame.lineno ?? 0) > 0 && module.symbols !== undefined && placesOf(module).size < MAX_PLACES - AT_A_TIME;
  for (let from = 0; from < frames.length; from += AT_A_TIME)
    await Promise.all(
      frames
        .slice(from, from + AT_A_TIME)
        .filter(isNew)
        .map(({ frame, module }) => placeIn(module, frame)),
    );
};

const findPlace = async (module: JavascriptModule, { lineno = 1, colno }: Frame): Promise<Place> => {
  const rawContext = module.minified && contextLines(module.minified, lineno, colno);
  if (!module.symbols) return { rawContext, found: module.fault ?? 'missing_sourcemap' };
  const [line, column] = [lineno - 1, Math.max((colno ?? 0) - 1, 0)];
  const token = await module.symbols.lookup(line, column);
  if (!token) return { rawContext, found: undefined };
  const scope = await module.symbols.functionAt(line, column);
  // A source without a name is the built file, as far as anybody knows.
  const source = module.symbols.sources[token.source] || undefined;
  return { rawContext, found: { token, source, scope, context: await originalContext(module, token, source) } };
};

const originalContext = async (
  { symbols, base, sourceAt }: JavascriptModule,
  token: SymbolToken,
  source: string | undefined,
): Promise<Context | undefined> => {
  const { line, column } = token;
  const own = await symbols?.linesOf(token.source, Math.max(line - AROUND, 0), line + AROUND + 1);
  const lines = own ?? (source === undefined ? undefined : await sourceAt?.(pathOf(source, base)));
  return lines && contextLines(lines, line + 1, column + 1);
};

const unmapped = (raw: Frame, fault: FrameFault, module: JavascriptModule): SymbolicatedFrame => {
  const error = errorOfFault(fault, raw, module.mapUrl);
  const data = { ...raw.data, ...foundAnyway(fault, module), symbolicated: false, symbolication: fault };
  const frame = { ...raw, data };
  return { frame, raw, isMapped: false, errors: error ? [error] : [] };
};

/** A map that cannot be read was found. */
const foundAnyway = (fault: FrameFault, { resolvedWith }: JavascriptModule): JsonObject =>
  fault === 'malformed_sourcemap' && resolvedWith !== undefined ? { resolved_with: resolvedWith } : {};

const placedFrame = (raw: Frame, module: JavascriptModule, { token, source }: Found): Frame => {
  const data = {
    ...raw.data,
    ...(module.mapUrl !== undefined && { sourcemap: shownUrl(module.mapUrl) }),
    ...(module.resolvedWith && { resolved_with: module.resolvedWith }),
    symbolicated: true,
  };
  // The lines of the built file are none of the original's.
  const { pre_context: _, context_line: _line, post_context: _after, ...rest } = raw;
  const place = { lineno: token.line + 1, colno: token.column + 1, data };
  return { ...rest, ...place, ...(source !== undefined && pathsOf(raw, source, module.base)) };
};

const HAS_MODULE = /^(?:https?|webpack|turbopack|app):/;

const pathsOf = (
  raw: Frame,
  source: string,
  base: string | undefined,
): Pick<Frame, 'filename' | 'abs_path' | 'module'> => {
  const filename = shownFile(source);
  const absPath = pathOf(source, base);
  if (isBundlerAddress(source)) return { filename, abs_path: absPath, module: moduleOfPath(filename) };
  const isModule = raw.module === undefined && HAS_MODULE.test(absPath);
  return { filename, abs_path: absPath, ...(isModule && { module: moduleOfPath(absPath) }) };
};

const pathOf = (source: string, base: string | undefined): string =>
  base === undefined ? source : joinPath(base, source);

const noContent = (frame: Frame, { mapUrl }: JavascriptModule): EventError => ({
  type: 'js_missing_sources_content',
  source: frame.abs_path ?? '',
  sourcemap: shownUrl(mapUrl ?? ''),
});
