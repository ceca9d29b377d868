import { describe, expect, test } from '@jest/globals';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { buildIndex } from '../../lib/symbolicate/build-index.ts';
import type { JavascriptModule } from '../../lib/symbolicate/javascript-module.ts';
import { openIndex } from '../../lib/symbolicate/open-index.ts';
import { sourceLines } from '../../lib/symbolicate/source-lines.ts';
import { symbolicateEvent } from '../../lib/symbolicate/symbolicate-event.ts';
import {
  mapOf,
  type RecordedBundle,
  type RecordedError,
  type RecordedFile,
  type RecordedFrame,
  readRecorded,
  recordedNames,
} from '../bundles/recorded-bundle.ts';

const ROOT = 'app:///';
/** Longer lines are shown in part. */
const WHOLE_LINE = 150;
const SHOWN_DIFFERENCES = 20;

const pathOf = (file: string): string => (file.startsWith('node:') ? file : `${ROOT}${file}`);

const frameOf = ({ function: name, file, line, column }: RecordedFrame): Frame => ({
  ...(name !== undefined && { function: name }),
  ...(file !== undefined && { abs_path: pathOf(file), filename: pathOf(file) }),
  ...(line !== undefined && { lineno: line }),
  ...(column !== undefined && { colno: column }),
  in_app: true,
});

const eventOf = ({ type, value, frames }: RecordedError): SentryEvent =>
  // What symbolication reads of an event.
  ({
    platform: 'node',
    exception: { values: [{ type, value, stacktrace: { frames: frames.toReversed().map(frameOf) } }] },
  }) as unknown as SentryEvent;

const moduleOf = async (name: string, file: RecordedFile): Promise<JavascriptModule> => {
  const bytes = buildIndex({ map: mapOf(file), ...(file.script !== '' && { minified: file.script }) });
  return {
    minified: sourceLines(file.script),
    symbols: await openIndex(async (offset, length) => bytes.subarray(offset, offset + length)),
    mapUrl: `${ROOT}${name}.map`,
    base: `${ROOT}${name}.map`,
    resolvedWith: 'debug-id',
    scraping: [],
  };
};

const modulesOf = async ({ files }: RecordedBundle): Promise<Map<string, JavascriptModule>> => {
  const modules = new Map<string, JavascriptModule>();
  for (const [name, file] of Object.entries(files)) modules.set(pathOf(name), await moduleOf(name, file));
  return modules;
};

/** Callee first, as recorded. */
const symbolicated = async (error: RecordedError, modules: ReadonlyMap<string, JavascriptModule>): Promise<Frame[]> => {
  const event = await symbolicateEvent(
    eventOf(error),
    async path => modules.get(path) ?? { fault: 'missing_source', scraping: [] },
  );
  return (event.exception?.values[0]?.stacktrace?.frames ?? []).toReversed();
};

/** Lines that were recorded, by source and line. */
const recordedLines = ({ files }: RecordedBundle): Map<string, string> => {
  const lines = new Map<string, string>();
  for (const { lookups, contexts, words } of Object.values(files)) {
    const places = new Map(lookups.map(([line, column, ...answer]) => [`${line}:${column}`, answer]));
    for (const [line, column, , text] of contexts) {
      const [source, original] = places.get(`${line}:${column}`) ?? [];
      if (source !== undefined && text !== null) lines.set(`${words[source]}:${original}`, text.replace(/\r?\n$/, ''));
    }
  }
  return lines;
};

/** What remains of a source's name however a bundler writes its beginning. */
const tailOf = (source: string): string => source.replace(/^(?:\w+:\/\/+[^/]*\/|\/)?(?:\.{1,2}\/)*/, '');

describe.each(recordedNames())('frames of what %s made', name => {
  test('show the place, the function and the line that the reference shows', async () => {
    const bundle = readRecorded(name);
    const modules = await modulesOf(bundle);
    const lines = recordedLines(bundle);
    const differences: unknown[] = [];
    let compared = 0;
    for (const error of bundle.errors) {
      const frames = await symbolicated(error, modules);
      for (const [number, { shown }] of error.frames.entries()) {
        const frame = frames[number];
        if (!shown) {
          if (frame?.data?.symbolicated === true) differences.push({ site: error.site, expected: 'unmapped', frame });
          continue;
        }
        const line = lines.get(`${shown.source}:${shown.line}`);
        const hasLine = line !== undefined && line.length <= WHOLE_LINE;
        const expected = [shown.function, shown.line, shown.column, tailOf(shown.source), hasLine ? line : undefined];
        const found = [
          frame?.function,
          frame?.lineno,
          frame?.colno,
          tailOf(frame?.filename ?? ''),
          hasLine ? frame?.context_line : undefined,
        ];
        compared += 1;
        if (JSON.stringify(found) !== JSON.stringify(expected)) differences.push({ site: error.site, expected, found });
      }
    }
    expect(differences.slice(0, SHOWN_DIFFERENCES)).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });
});
