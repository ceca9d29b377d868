import type { Frame } from '../../protocol/event.ts';
import type { JsonObject } from '../../protocol/json.ts';

/** A frame in the API's spelling. `context`: pairs of line number and source line. */
export const presentFrame = (frame: Frame): JsonObject => ({
  filename: frame.filename ?? null,
  absPath: frame.abs_path ?? null,
  module: frame.module ?? null,
  package: frame.package ?? null,
  platform: frame.platform ?? null,
  function: frame.function ?? null,
  rawFunction: frame.raw_function ?? null,
  symbol: null,
  lineNo: frame.lineno ?? null,
  colNo: frame.colno ?? null,
  inApp: frame.in_app === true,
  context: contextLines(frame),
  vars: frame.vars ?? null,
  errors: null,
  lock: null,
  sourceLink: null,
  trust: null,
  instructionAddr: null,
  symbolAddr: null,
  ...mapping(frame.data),
});

/** What its source map did for it. `symbolication`: our word for why it did nothing. */
const mapping = (data: JsonObject = {}): JsonObject => ({
  map: typeof data.sourcemap === 'string' ? (data.sourcemap.split('/').at(-1) ?? null) : null,
  mapUrl: data.sourcemap ?? null,
  resolvedWith: data.resolved_with ?? null,
  symbolication: data.symbolication ?? null,
});

const contextLines = ({ lineno, pre_context = [], context_line, post_context = [] }: Frame): [number, string][] => {
  if (lineno === undefined || context_line === undefined) return [];
  const first = lineno - pre_context.length;
  return [...pre_context, context_line, ...post_context].map((line, index) => [first + index, line]);
};
