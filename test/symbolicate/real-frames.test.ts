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

interface Around {
  before: readonly string[];
  line: string;
  after: readonly string[];
}

/** Lines that were recorded, by source and line. */
const recordedLines = ({ files }: RecordedBundle): Map<string, Around> => {
  const lines = new Map<string, Around>();
  const plain = (text: string): string => text.replace(/\r?\n$/, '');
  for (const { lookups, contexts, words } of Object.values(files)) {
    const places = new Map(lookups.map(([line, column, ...answer]) => [`${line}:${column}`, answer]));
    for (const [line, column, before, text, after] of contexts) {
      const [source, original] = places.get(`${line}:${column}`) ?? [];
      if (source === undefined || text === null) continue;
      const behind = after.map(plain);
      // To the reference's cache, an end of line at the end of a file begins one more line; its frames do not show it.
      if (behind.at(-1) === '') behind.pop();
      lines.set(`${words[source]}:${original}`, { before: before.map(plain), line: plain(text), after: behind });
    }
  }
  return lines;
};

const SNIP = '{snip}';

/** Whether a line is shown whole, or the part of a long one that is left. */
const isShown = (shown: string | undefined, line: string): boolean =>
  line.length <= WHOLE_LINE
    ? shown === line
    : shown?.includes(SNIP) === true && line.includes(shown.replaceAll(` ${SNIP}`, '').replaceAll(`${SNIP} `, ''));

const areShown = (shown: readonly string[] = [], lines: readonly string[]): boolean => {
  const found = shown.at(-1) === '' && shown.length > lines.length ? shown.slice(0, -1) : shown;
  return found.length === lines.length && found.every((each, index) => isShown(each, lines[index] ?? ''));
};

const hasLines = (frame: Frame | undefined, { before, line, after }: Around): boolean =>
  isShown(frame?.context_line, line) && areShown(frame?.pre_context, before) && areShown(frame?.post_context, after);

/** What remains of a bundler's own address however it writes its beginning; other names stay as they are. */
const nameOf = (source: string, name: string): string =>
  /^(?:webpack|turbopack):/.test(source) ? name.replace(/^(?:\w+:\/\/+[^/]*\/|\/)?(?:\.{1,2}\/)*/, '') : name;

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
        const around = lines.get(`${shown.source}:${shown.line}`);
        const { function: name, line, column, source } = shown;
        const expected = [name, line, column, nameOf(source, source), around];
        const found = [
          frame?.function,
          frame?.lineno,
          frame?.colno,
          nameOf(source, frame?.filename ?? ''),
          around && !hasLines(frame, around) ? frame : around,
        ];
        compared += 1;
        if (JSON.stringify(found) !== JSON.stringify(expected)) differences.push({ site: error.site, expected, found });
      }
    }
    expect(differences.slice(0, SHOWN_DIFFERENCES)).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });
});
