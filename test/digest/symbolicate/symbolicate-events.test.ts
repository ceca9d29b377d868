import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SymbolicateDeps } from '../../../lib/digest/symbolicate/deps.ts';
import { symbolicationMemory } from '../../../lib/digest/symbolicate/memory.ts';
import { RESERVED_MS, symbolicateEvents } from '../../../lib/digest/symbolicate/symbolicate-events.ts';
import type { FetchedFile, NotFetched } from '../../../lib/ports/fetcher.ts';
import type { ScrapingSettings } from '../../../lib/ports/scraping-store.ts';
import type { Frame, SentryEvent } from '../../../lib/protocol/event.ts';
import { rawEvent } from '../../../lib/symbolicate/raw-event.ts';
import { type MemoryArtifacts, memoryArtifactFinder, type UploadedText } from '../../support/memory-artifact-finder.ts';
import { memoryScrapingStore } from '../../support/memory-scraping-store.ts';
import { type BuiltShop, builtShop } from './built-shop.ts';

const APP = 'https://shop.example/assets/app.js';
const ID = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';
const NEXT_ID = '2297f0e6-45de-4e90-8b1c-55bd3cb6df0e';
const START = 1_795_377_600_000;
const MINUTE_MS = 60_000;

let shop: BuiltShop;
beforeAll(() => {
  shop = builtShop(APP);
});

const MAPPED = [
  { function: 'globalThis.start', filename: 'main.ts', lineno: 6 },
  { function: 'checkOut', filename: 'main.ts', lineno: 3 },
  {
    function: 'Cart.pay',
    filename: 'pay.ts',
    lineno: 4,
    context_line: "    if (lines.length === 0) throw new RangeError('nothing to pay');",
  },
];

const eventOf = (over: Partial<SentryEvent> = {}, frames: Frame[] = shop.frames): SentryEvent => ({
  event_id: 'e'.repeat(32),
  type: 'error',
  timestamp: 1,
  received: 1,
  level: 'error',
  platform: 'javascript',
  exception: { values: [{ type: 'RangeError', value: 'nothing to pay', stacktrace: { frames } }] },
  ...over,
});

const withId = (id: string): Partial<SentryEvent> => ({
  debug_meta: { images: [{ type: 'sourcemap', code_file: APP, debug_id: id }] },
});

/** The built file and its map, as plugins upload them. */
const idFiles = (id = ID): UploadedText[] => [
  { type: 'minified_source', url: `~/${id}-0.js`, debugId: id, sourceMap: `${id}-0.js.map`, text: shop.code },
  { type: 'source_map', url: `~/${id}-0.js.map`, debugId: id, text: shop.map },
];
const urlFiles = (text = `${shop.code}\n//# sourceMappingURL=app.js.map\n`): UploadedText[] => [
  { type: 'minified_source', url: '~/assets/app.js', text },
  { type: 'source_map', url: '~/assets/app.js.map', text: shop.map },
];

const setUp = (
  artifacts: MemoryArtifacts,
  options: { scraping?: ScrapingSettings; web?: Record<string, Partial<FetchedFile> | NotFetched> } = {},
) => {
  const time = { now: START };
  const clock = { now: () => time.now };
  const asked: string[] = [];
  const logged: string[] = [];
  const deps: SymbolicateDeps = {
    artifacts,
    scraping: memoryScrapingStore(options.scraping ? { 1: options.scraping } : {}),
    fetcher: {
      fetch: async url => {
        asked.push(url);
        const found = options.web?.[url];
        if (!found) return { kind: 'failed', reason: 'not_found', details: 'the server answers 404' };
        return found.kind === 'failed'
          ? found
          : { kind: 'fetched', url, headers: {}, body: new Uint8Array(), ...found };
      },
    },
    clock,
    faultOf: error => (String(error).includes('busy') ? 'outage' : 'other'),
    log: (_level, message) => void logged.push(message),
    symbolicationMemory: symbolicationMemory(clock),
  };
  const map = async (event: SentryEvent, timeLeft?: () => number): Promise<SentryEvent> => {
    const [item] = await symbolicateEvents(deps, '1', [{ event }], timeLeft && { timeLeft });
    return item?.event ?? event;
  };
  return { deps, map, time, asked, logged, artifacts };
};

const framesOf = (event: SentryEvent): Frame[] => event.exception?.values[0]?.stacktrace?.frames ?? [];
const faultsOf = (event: SentryEvent): unknown[] => framesOf(event).map(({ data }) => data?.symbolication);
const resolvedWith = (event: SentryEvent): unknown => framesOf(event)[0]?.data?.resolved_with;

describe('the file of a frame is found', () => {
  test('by its debug id, whatever release it is of', async () => {
    const { map, artifacts } = setUp(memoryArtifactFinder({ files: idFiles() }));
    const event = await map(eventOf({ ...withId(ID), release: 'shop@9' }));
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(resolvedWith(event)).toBe('debug-id');
    expect(framesOf(event)[2]).toMatchObject({
      abs_path: 'https://shop.example/assets/pay.ts',
      module: 'assets/pay',
      data: { sourcemap: `https://shop.example/assets/${ID}-0.js.map` },
    });
    expect(event.errors).toBeUndefined();
    expect(artifacts.asked).toMatchObject({ byRelease: 0, used: [String(1).padStart(32, '0')] });
  });

  test('by release and address', async () => {
    const { map } = setUp(memoryArtifactFinder({ release: 'shop@1', files: urlFiles() }));
    const event = await map(eventOf({ release: 'shop@1' }));
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(resolvedWith(event)).toBe('release');
    expect(faultsOf(await map(eventOf({ release: 'shop@2' })))).toEqual(Array(3).fill('scraping_disabled'));
    expect(faultsOf(await map(eventOf()))).toEqual(Array(3).fill('scraping_disabled'));
  });

  test('by release and dist', async () => {
    const artifacts = memoryArtifactFinder({ release: 'shop@1', dist: 'a', files: urlFiles() });
    const { map } = setUp(artifacts);
    expect(framesOf(await map(eventOf({ release: 'shop@1', dist: 'a' })))).toMatchObject(MAPPED);
    expect(faultsOf(await map(eventOf({ release: 'shop@1', dist: 'b' })))[0]).toBe('scraping_disabled');
  });

  test('among files that were uploaded alone', async () => {
    const [code, sourceMap] = urlFiles();
    if (!code || !sourceMap) throw new Error('two files');
    const { map } = setUp(
      memoryArtifactFinder(
        { release: 'shop@1', origin: 'file', files: [code] },
        { release: 'shop@1', origin: 'file', files: [sourceMap] },
      ),
    );
    const event = await map(eventOf({ release: 'shop@1' }));
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(resolvedWith(event)).toBe('release-old');
  });

  test('with the map that the upload names, though the file does not', async () => {
    const [code, sourceMap] = urlFiles(shop.code);
    if (!code || !sourceMap) throw new Error('two files');
    const { map } = setUp(
      memoryArtifactFinder({ release: 'shop@1', files: [{ ...code, sourceMap: 'app.js.map' }, sourceMap] }),
    );
    expect(framesOf(await map(eventOf({ release: 'shop@1' })))).toMatchObject(MAPPED);
  });

  test('with a map in itself', async () => {
    const inline = `${shop.code}\n//# sourceMappingURL=data:application/json;base64,${btoa(shop.map)}`;
    const { map, artifacts } = setUp(
      memoryArtifactFinder({
        release: 'shop@1',
        files: [{ type: 'minified_source', url: '~/assets/app.js', text: inline }],
      }),
    );
    const event = await map(eventOf({ release: 'shop@1' }));
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(framesOf(event)[2]?.abs_path).toBe('https://shop.example/assets/pay.ts');
    expect(framesOf(event)[2]?.data?.sourcemap).toBe(APP);
    expect(artifacts.asked.putSymbols).toBe(0);
  });

  test('with the map of the id in its comment, though the event names none', async () => {
    const files: UploadedText[] = [
      { type: 'minified_source', url: '~/assets/app.js', text: `${shop.code}\n//# debugId=${ID}` },
      { type: 'source_map', debugId: ID, text: shop.map },
    ];
    const { map } = setUp(memoryArtifactFinder({ release: 'shop@1', files }));
    const event = await map(eventOf({ release: 'shop@1' }));
    expect(framesOf(event)).toMatchObject(MAPPED);
    // The bundle was found by its release; the id only said which of its maps it is. The file is all that names it.
    expect(resolvedWith(event)).toBe('release');
    expect(framesOf(event)[2]?.data?.sourcemap).toBe(APP);
  });

  test('with the map of the id in its comment, from another upload', async () => {
    const [code, sourceMap] = [`${shop.code}\n//# debugId=${ID}`, shop.map];
    const { map } = setUp(
      memoryArtifactFinder(
        { release: 'shop@1', files: [{ type: 'minified_source', url: '~/assets/app.js', text: code }] },
        { files: [{ type: 'source_map', debugId: ID, text: sourceMap }] },
      ),
    );
    const event = await map(eventOf({ release: 'shop@1' }));
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(resolvedWith(event)).toBe('debug-id');
  });

  test('in the newest upload of the release', async () => {
    const stale = [{ type: 'minified_source' as const, url: '~/assets/app.js', text: 'gone()' }];
    const artifacts = memoryArtifactFinder(
      { release: 'shop@1', files: stale },
      { release: 'shop@1', files: urlFiles() },
    );
    expect(framesOf(await setUp(artifacts).map(eventOf({ release: 'shop@1' })))).toMatchObject(MAPPED);
  });

  test('and an original file beside it, when the map has no texts', async () => {
    const { sourcesContent: _, ...map } = JSON.parse(shop.map);
    const [code] = idFiles();
    if (!code) throw new Error('a file');
    const without: UploadedText = { type: 'source_map', debugId: ID, text: JSON.stringify(map) };
    const lone = await setUp(memoryArtifactFinder({ release: 'shop@1', files: [code, without] })).map(
      eventOf({ ...withId(ID), release: 'shop@1' }),
    );
    expect(lone.errors?.map(({ type }) => type)).toEqual(['js_missing_sources_content', 'js_missing_sources_content']);
    const source: UploadedText = { type: 'source', url: '~/assets/pay.ts', text: 'a\nb\nc\nthrow\n' };
    const beside = await setUp(memoryArtifactFinder({ release: 'shop@1', files: [code, without, source] })).map(
      eventOf({ ...withId(ID), release: 'shop@1' }),
    );
    expect(framesOf(beside)[2]?.context_line).toBe('throw');
  });
});

describe('a frame that is not mapped says why', () => {
  const faultWith = async (files: UploadedText[], over: Partial<SentryEvent> = {}): Promise<unknown> => {
    const { map } = setUp(memoryArtifactFinder({ release: 'shop@1', files }));
    return faultsOf(await map(eventOf({ release: 'shop@1', ...over })))[0];
  };
  const code = (text: string, more: Partial<UploadedText> = {}): UploadedText => ({
    type: 'minified_source',
    url: '~/assets/app.js',
    text,
    ...more,
  });

  test('no_uploads: the project has none', async () => {
    expect(faultsOf(await setUp(memoryArtifactFinder()).map(eventOf()))).toEqual(Array(3).fill('no_uploads'));
  });

  test('no_sourcemap_reference: the file names no map', async () => {
    expect(await faultWith([code(shop.code)])).toBe('no_sourcemap_reference');
  });

  test('scraping_disabled: the map is nowhere, and nothing is fetched', async () => {
    expect(await faultWith([code(`${shop.code}\n//# sourceMappingURL=app.js.map`)])).toBe('scraping_disabled');
  });

  test('missing_sourcemap: the map is nowhere, and is none of the web', async () => {
    const frames = shop.frames.map(frame => ({ ...frame, abs_path: 'app:///main.js' }));
    const { map } = setUp(
      memoryArtifactFinder({
        release: 'shop@1',
        files: [code(`f()\n//# sourceMappingURL=main.js.map`, { url: 'app:///main.js' })],
      }),
    );
    expect(faultsOf(await map(eventOf({ release: 'shop@1' }, frames)))[0]).toBe('missing_sourcemap');
  });

  test('missing_sourcemap: the event has a debug id of which only the file was uploaded', async () => {
    expect(await faultWith([code(shop.code, { debugId: ID })], withId(ID))).toBe('missing_sourcemap');
  });

  test('malformed_sourcemap: the map cannot be read; nor is it again with each batch', async () => {
    const [file] = idFiles();
    if (!file) throw new Error('a file');
    const artifacts = memoryArtifactFinder({
      files: [file, { type: 'source_map', debugId: ID, text: '{"version":3,"mappings":"$"}' }],
    });
    const { map } = setUp(artifacts);
    const event = await map(eventOf(withId(ID)));
    expect(faultsOf(event)[0]).toBe('malformed_sourcemap');
    expect(event.errors).toEqual([{ type: 'js_invalid_sourcemap', url: `https://shop.example/assets/${ID}-0.js.map` }]);
    expect(resolvedWith(event)).toBe('debug-id');
    expect(framesOf(rawEvent(event))[0]).not.toHaveProperty('data');
    const before = artifacts.asked.read;
    await map(eventOf(withId(ID)));
    expect(artifacts.asked.read).toBe(before);
  });

  test('too_large: the map is above the limit, and is not even read', async () => {
    const [file, sourceMap] = idFiles();
    if (!file || !sourceMap) throw new Error('two files');
    const artifacts = memoryArtifactFinder({ files: [file, { ...sourceMap, size: 65 * 1024 * 1024 }] });
    expect(faultsOf(await setUp(artifacts).map(eventOf(withId(ID))))[0]).toBe('too_large');
    expect(artifacts.asked.read).toBe(1);
  });

  test('unreadable: its bytes are damaged', async () => {
    const artifacts = memoryArtifactFinder({ files: idFiles() });
    const read = artifacts.read;
    artifacts.read = async (artifact, maxBytes) => {
      if (artifact.type === 'source_map') throw new Error('unpacks to more than it says');
      return read(artifact, maxBytes);
    };
    const { map, logged } = setUp(artifacts);
    expect(faultsOf(await map(eventOf(withId(ID))))[0]).toBe('unreadable');
    expect(logged).toEqual(['artifact unreadable']);
  });
});

describe('time', () => {
  test('that is left to the digest alone is not taken: the event says so, and is mapped when it comes again', async () => {
    const { map } = setUp(memoryArtifactFinder({ files: idFiles() }));
    const event = await map(eventOf(withId(ID)), () => RESERVED_MS);
    expect(faultsOf(event)).toEqual(Array(3).fill('out_of_time'));
    expect(event.errors).toEqual([{ type: 'fetch_timeout', url: APP }]);
    expect(framesOf(await map(eventOf(withId(ID)), () => RESERVED_MS + 10_000))).toMatchObject(MAPPED);
  });

  test('is not waited for: a store that never answers costs no more than it', async () => {
    const artifacts = memoryArtifactFinder({ files: idFiles() });
    artifacts.byDebugId = () => new Promise(() => {});
    const event = await setUp(artifacts).map(eventOf(withId(ID)), () => RESERVED_MS + 20);
    expect(faultsOf(event)).toEqual(Array(3).fill('out_of_time'));
  });
});

test('when a store is away the events come again; whatever else goes wrong is one event alone', async () => {
  const away = memoryArtifactFinder({ files: idFiles() });
  away.byDebugId = async () => {
    throw new Error('busy');
  };
  await expect(setUp(away).map(eventOf(withId(ID)))).rejects.toThrow('busy');
  const odd = memoryArtifactFinder({ files: idFiles() });
  odd.byDebugId = async () => {
    throw new Error('odd');
  };
  const { map, logged } = setUp(odd);
  const event = eventOf(withId(ID));
  expect(await map(event)).toBe(event);
  expect(logged).toEqual(['event not symbolicated']);
});

describe('what is read', () => {
  test('is nothing for events without frames of built files', async () => {
    const { map, artifacts, deps } = setUp(memoryArtifactFinder({ files: idFiles() }));
    const settings = { reads: 0 };
    deps.scraping = {
      get: async () => {
        settings.reads++;
        return undefined;
      },
    };
    await map(eventOf({ platform: 'python' }));
    await map(eventOf({ platform: 'javascript' }, []));
    await map(eventOf({ platform: 'node' }, [{ abs_path: 'node:internal/timers', lineno: 1, in_app: false }]));
    expect(artifacts.asked).toMatchObject({ hasAny: 0, byDebugId: 0, byRelease: 0, read: 0 });
    expect(settings.reads).toBe(0);
  });

  test('is one question in ten seconds for a project without uploads, however many events', async () => {
    const { deps, time, artifacts } = setUp(memoryArtifactFinder());
    const items = Array.from({ length: 200 }, (_, index) => ({
      event: eventOf({ release: `shop@${index}`, ...withId(ID) }),
    }));
    await symbolicateEvents(deps, '1', items);
    time.now += 10_000 - 1;
    await symbolicateEvents(deps, '1', items);
    expect(artifacts.asked).toMatchObject({ hasAny: 1, byDebugId: 0, byRelease: 0, read: 0, symbols: 0 });
    time.now += 1;
    await symbolicateEvents(deps, '1', items);
    expect(artifacts.asked.hasAny).toBe(2);
  });

  test('is nothing the second time: a warm digest knows its files', async () => {
    const { deps, artifacts } = setUp(memoryArtifactFinder({ files: idFiles() }));
    const items = Array.from({ length: 100 }, () => ({ event: eventOf(withId(ID)) }));
    await symbolicateEvents(deps, '1', items);
    expect(artifacts.asked).toMatchObject({ hasAny: 1, byDebugId: 1, byRelease: 0, read: 3, putSymbols: 1 });
    // Opens what it made the first time.
    await symbolicateEvents(deps, '1', items);
    const { read, symbols, byDebugId } = artifacts.asked;
    await symbolicateEvents(deps, '1', items);
    expect([artifacts.asked.read, artifacts.asked.symbols, artifacts.asked.byDebugId]).toEqual([
      read,
      symbols,
      byDebugId,
    ]);
  });

  test('is the stored index, not the map, by another process', async () => {
    const artifacts = memoryArtifactFinder({ files: idFiles() });
    await setUp(artifacts).map(eventOf(withId(ID)));
    const before = artifacts.asked.read;
    expect(framesOf(await setUp(artifacts).map(eventOf(withId(ID))))).toMatchObject(MAPPED);
    // The built file, for the lines around raw frames.
    expect(artifacts.asked.read).toBe(before + 1);
    expect(artifacts.asked.putSymbols).toBe(1);
  });

  test('is looked for again a little later: an upload that comes late is found', async () => {
    const { map, time, artifacts } = setUp(memoryArtifactFinder({ files: idFiles() }));
    expect(faultsOf(await map(eventOf(withId(NEXT_ID))))[0]).toBe('scraping_disabled');
    artifacts.upload({ files: idFiles(NEXT_ID) });
    time.now += MINUTE_MS;
    expect(framesOf(await map(eventOf(withId(NEXT_ID))))).toMatchObject(MAPPED);
  });

  test('is made anew when what is stored is of another version', async () => {
    const artifacts = memoryArtifactFinder({ files: idFiles() });
    const { symbols } = artifacts;
    artifacts.symbols = (map, minified) => ({
      get: async range => (artifacts.asked.putSymbols === 0 ? Buffer.from('old') : symbols(map, minified).get(range)),
    });
    expect(framesOf(await setUp(artifacts).map(eventOf(withId(ID))))).toMatchObject(MAPPED);
    expect(artifacts.asked.putSymbols).toBe(1);
  });
});

describe('from the web', () => {
  const SCRAPING: ScrapingSettings = { enabled: true, domains: ['*.example'], verifyTls: true };
  const text = (body: string): Partial<FetchedFile> => ({ body: Buffer.from(body, 'utf8') });
  const web = (): Record<string, Partial<FetchedFile>> => ({
    [APP]: { ...text(shop.code), headers: { sourcemap: '/maps/app.js.map' } },
    'https://shop.example/maps/app.js.map': text(shop.map),
  });

  test('files are fetched where the project lets them be, once an hour', async () => {
    const { map, asked, time } = setUp(memoryArtifactFinder(), { scraping: SCRAPING, web: web() });
    const event = await map(eventOf());
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(resolvedWith(event)).toBe('scraping');
    expect(event.scraping_attempts).toEqual([
      { url: APP, status: 'success' },
      { url: 'https://shop.example/maps/app.js.map', status: 'success' },
    ]);
    await map(eventOf());
    expect(asked).toEqual([APP, 'https://shop.example/maps/app.js.map']);
    time.now += 60 * MINUTE_MS;
    await map(eventOf());
    expect(asked.filter(url => url === APP)).toHaveLength(2);
  });

  test('that a file is not there is remembered as well', async () => {
    const { map, asked } = setUp(memoryArtifactFinder(), { scraping: SCRAPING });
    await map(eventOf());
    const event = await map(eventOf());
    expect(asked).toEqual([APP]);
    expect(faultsOf(event)[0]).toBe('missing_source');
    expect(event.scraping_attempts).toEqual([
      { url: APP, status: 'failure', reason: 'not_found', details: 'the server answers 404' },
    ]);
  });

  test.each(['other.example', '*.www.shop.example', 'http://shop.example', 'shop.example:8443', ''])(
    'nothing is fetched from a host that is not named: %j',
    async domain => {
      const { map, asked } = setUp(memoryArtifactFinder(), {
        scraping: { ...SCRAPING, domains: [domain] },
        web: web(),
      });
      const event = await map(eventOf());
      expect(asked).toEqual([]);
      expect(event.scraping_attempts).toMatchObject([{ url: APP, status: 'failure', reason: 'invalid_host' }]);
    },
  );

  test('files lead to maps that were uploaded: by the id in their comment', async () => {
    const artifacts = memoryArtifactFinder({ files: [{ type: 'source_map', debugId: ID, text: shop.map }] });
    const { map, asked } = setUp(artifacts, {
      scraping: SCRAPING,
      web: { [APP]: text(`${shop.code}\n//# debugId=${ID}`) },
    });
    const event = await map(eventOf());
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(framesOf(event)[2]?.data).toMatchObject({ sourcemap: APP, resolved_with: 'debug-id' });
    expect(asked).toEqual([APP]);
    expect(artifacts.asked.used).toHaveLength(1);
    const { read } = artifacts.asked;
    await map(eventOf());
    expect(artifacts.asked.read).toBe(read);
  });

  test('files lead to maps that were uploaded: by the address that they name', async () => {
    const files: UploadedText[] = [{ type: 'source_map', url: '~/maps/app.js.map', text: shop.map }];
    const { map, asked } = setUp(memoryArtifactFinder({ release: 'shop@1', files }), {
      scraping: SCRAPING,
      web: web(),
    });
    const event = await map(eventOf({ release: 'shop@1' }));
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(resolvedWith(event)).toBe('release');
    expect(asked).toEqual([APP]);
  });

  test('a file with its map in itself is all that is fetched', async () => {
    const inline = `${shop.code}\n//# sourceMappingURL=data:application/json;base64,${btoa(shop.map)}`;
    const { map, asked } = setUp(memoryArtifactFinder(), { scraping: SCRAPING, web: { [APP]: text(inline) } });
    const event = await map(eventOf());
    expect(framesOf(event)).toMatchObject(MAPPED);
    expect(framesOf(event)[2]?.data).toMatchObject({ sourcemap: APP, resolved_with: 'scraping' });
    expect(asked).toEqual([APP]);
  });

  test('an upload comes before the web', async () => {
    const { map, asked } = setUp(memoryArtifactFinder({ files: idFiles() }), { scraping: SCRAPING, web: web() });
    expect(resolvedWith(await map(eventOf(withId(ID))))).toBe('debug-id');
    expect(asked).toEqual([]);
  });

  test('a page is no code', async () => {
    const { map } = setUp(memoryArtifactFinder(), { scraping: SCRAPING, web: { [APP]: text('\n<!doctype html>') } });
    expect((await map(eventOf())).scraping_attempts).toMatchObject([{ status: 'failure', reason: 'not_found' }]);
  });
});
