import { describe, expect, test } from '@jest/globals';
import type { SymbolicateDeps } from '../../../lib/digest/symbolicate/deps.ts';
import { symbolicationMemory } from '../../../lib/digest/symbolicate/memory.ts';
import { MAX_MS, RESERVED_MS, symbolicateEvents } from '../../../lib/digest/symbolicate/symbolicate-events.ts';
import type { ScrapingSettings } from '../../../lib/ports/scraping-store.ts';
import type { Frame, SentryEvent } from '../../../lib/protocol/event.ts';
import { MAX_MODULES } from '../../../lib/symbolicate/symbolicate-event.ts';
import { type MemoryArtifacts, memoryArtifactFinder, type UploadedText } from '../../support/memory-artifact-finder.ts';
import { memoryScrapingStore } from '../../support/memory-scraping-store.ts';

const APP = 'https://shop.example/app.js';
const RELEASE = 'shop@1';
const MAP = JSON.stringify({
  version: 3,
  sources: ['javascript:alert(1)//a.ts', '../../../../etc/passwd', '__proto__'],
  sourcesContent: ['one\ntwo\nthree\n', 'root:x:0:0', 'four'],
  names: [],
  mappings: 'AAAA,KCAA,KCAA',
});

const filesOf = (code: string, map = MAP): UploadedText[] => [
  { type: 'minified_source', url: '~/app.js', text: code },
  { type: 'source_map', url: '~/app.js.map', text: map },
];

const at = (over: Partial<Frame>): Frame => ({
  function: 'f',
  abs_path: APP,
  lineno: 1,
  colno: 1,
  in_app: true,
  ...over,
});

const eventOf = (frames: Frame[], over: Partial<SentryEvent> = {}): SentryEvent => ({
  event_id: 'e'.repeat(32),
  type: 'error',
  timestamp: 1,
  received: 1,
  level: 'error',
  platform: 'javascript',
  release: RELEASE,
  exception: { values: [{ type: 'Error', value: 'x', stacktrace: { frames } }] },
  ...over,
});

const framesOf = (event: SentryEvent | undefined): Frame[] => event?.exception?.values[0]?.stacktrace?.frames ?? [];
const faultsOf = (event: SentryEvent | undefined): unknown[] => framesOf(event).map(({ data }) => data?.symbolication);

const setUp = (artifacts: MemoryArtifacts, scraping?: ScrapingSettings) => {
  const time = { now: 1_795_377_600_000 };
  const clock = { now: () => time.now };
  const fetched: string[] = [];
  const logged: string[] = [];
  const deps: SymbolicateDeps = {
    artifacts,
    scraping: memoryScrapingStore(scraping ? { 1: scraping } : {}),
    fetcher: {
      fetch: async url => {
        fetched.push(url);
        return { kind: 'failed', reason: 'not_found', details: 'the server answers 404' };
      },
    },
    clock,
    faultOf: () => 'other',
    log: (_level, message) => void logged.push(message),
    symbolicationMemory: symbolicationMemory(clock),
  };
  const map = async (event: SentryEvent): Promise<SentryEvent | undefined> =>
    (await symbolicateEvents(deps, '1', [{ event }]))[0]?.event;
  return { deps, map, fetched, logged, time };
};

const uploaded = (code = 'f();g();h();\n//# sourceMappingURL=app.js.map'): MemoryArtifacts =>
  memoryArtifactFinder({ release: RELEASE, files: filesOf(code) });

describe('frames of places that no file has', () => {
  test.each([
    [{ lineno: 1e15 }, 'invalid_location'],
    [{ lineno: Number.MAX_SAFE_INTEGER, colno: Number.MAX_SAFE_INTEGER }, 'invalid_location'],
    [{ lineno: 0.5 }, 'invalid_location'],
    [{ lineno: 2 ** 32 + 1 }, 'invalid_location'],
  ])('%j say so', async (place, fault) => {
    const { map, logged } = setUp(uploaded());
    expect(faultsOf(await map(eventOf([at(place)])))).toEqual([fault]);
    expect(logged).toEqual([]);
  });

  test.each([{ colno: -5 }, { colno: 1e15 }, { colno: 0 }])(
    '%j of a line that there is lead to that line',
    async place => {
      const [frame] = framesOf(await setUp(uploaded()).map(eventOf([at(place)])));
      expect(frame?.data?.symbolicated).toBe(true);
    },
  );
});

test('what a map calls its sources is text: nothing is opened or fetched by it', async () => {
  const { map, fetched } = setUp(uploaded(), { enabled: true, domains: ['*'], verifyTls: true });
  const frames = framesOf(await map(eventOf([at({ colno: 1 }), at({ colno: 6 }), at({ colno: 11 })])));
  expect(frames.map(({ filename, context_line: line }) => [filename, line])).toEqual([
    ['javascript:alert(1)//a.ts', 'one'],
    ['../../../../etc/passwd', 'root:x:0:0'],
    ['__proto__', 'four'],
  ]);
  expect(fetched).toEqual([]);
});

describe('a reference to a map', () => {
  const WEB: ScrapingSettings = { enabled: true, domains: ['shop.example'], verifyTls: true };
  const fetchedFor = async (reference: string): Promise<{ fetched: string[]; fault: unknown }> => {
    const artifacts = memoryArtifactFinder({
      release: RELEASE,
      files: [{ type: 'minified_source', url: '~/app.js', text: `f()\n//# sourceMappingURL=${reference}` }],
    });
    const { map, fetched } = setUp(artifacts, WEB);
    return { fault: faultsOf(await map(eventOf([at({})])))[0], fetched };
  };

  test.each([
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data/',
    'http://shop.example@169.254.169.254/',
    'http://[::ffff:169.254.169.254]/',
    'http://2852039166/',
    '//169.254.169.254/x',
    'https://shop.example.evil.test/app.js.map',
    'blob:https://shop.example/1',
    'javascript:alert(1)',
    'https://shop.example\\@169.254.169.254/',
  ])('%s leads nowhere that the project has not named', async reference => {
    const { fetched, fault } = await fetchedFor(reference);
    expect(fetched.filter(url => new URL(url).hostname !== 'shop.example')).toEqual([]);
    expect(fault).toBe('missing_sourcemap');
  });

  test('that is a broken map in itself, of megabytes, is no map', async () => {
    for (const reference of [
      `data:application/json;base64,${'!'.repeat(2_000_000)}`,
      `data:application/json,${'%'.repeat(2_000_000)}`,
      `data:application/json;base64,${Buffer.from('['.repeat(3_000_000)).toString('base64')}`,
    ])
      expect((await fetchedFor(reference)).fault).toBe('malformed_sourcemap');
  });

  test('in itself, larger than one that is made again and again may be, is too large', async () => {
    const map = JSON.stringify({
      version: 3,
      sources: ['a'],
      sourcesContent: ['x'.repeat(17_000_000)],
      mappings: 'AAAA',
    });
    const { fault } = await fetchedFor(`data:application/json;base64,${Buffer.from(map).toString('base64')}`);
    expect(fault).toBe('too_large');
  });
});

test('ten thousand frames of as many files that nobody knows cost a few questions, and say why they stay', async () => {
  const artifacts = uploaded();
  const { map } = setUp(artifacts);
  const paths = Array.from({ length: 10_000 }, (_, n) => `https://shop.example/${n}.js`);
  const images = paths.map((path, n) => ({
    type: 'sourcemap',
    code_file: path,
    debug_id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  }));
  const event = await map(
    eventOf(
      paths.map(path => at({ abs_path: path })),
      { debug_meta: { images } },
    ),
  );
  expect(artifacts.asked.byDebugId).toBeLessThanOrEqual(MAX_MODULES);
  expect(artifacts.asked.byRelease).toBe(1);
  expect(new Set(faultsOf(event))).toEqual(new Set(['scraping_disabled', 'too_large']));
  expect(event?.errors?.length).toBeLessThanOrEqual(50);
});

test('a path of a megabyte is a path', async () => {
  const { map } = setUp(uploaded());
  const [a, slashes] = ['a'.repeat(1_000_000), '/..'.repeat(300_000)];
  const frames = [a, `http://${a}`, `http://x${slashes}`, `${'.min.js.map'.repeat(90_000)}`, `${a}:${a}`];
  const event = await map(eventOf(frames.map(path => at({ abs_path: path }))));
  expect(faultsOf(event)).toEqual(Array(frames.length).fill('missing_source'));
});

test('places are looked up only as long as there is time: the rest of the frames say so', async () => {
  const artifacts = uploaded(`${'f();\n'.repeat(3_000)}//# sourceMappingURL=app.js.map`);
  const { deps, time } = setUp(artifacts);
  const frames = Array.from({ length: 3_000 }, (_, n) => at({ lineno: n + 1 }));
  let asked = 0;
  // Each look at the clock is ten milliseconds later.
  const slow: SymbolicateDeps = { ...deps, clock: { now: () => time.now + 10 * asked++ } };
  const [item] = await symbolicateEvents(slow, '1', [{ event: eventOf(frames) }], {
    timeLeft: () => RESERVED_MS + MAX_MS,
  });
  const faults = faultsOf(item?.event);
  expect(faults[0]).not.toBe('out_of_time');
  expect(faults.at(-1)).toBe('out_of_time');
  expect(faults.filter(fault => fault === 'out_of_time').length).toBeGreaterThan(500);
});
