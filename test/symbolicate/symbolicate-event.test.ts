import { describe, expect, test } from '@jest/globals';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import type { FindModule, JavascriptModule } from '../../lib/symbolicate/javascript-module.ts';
import { rawEvent } from '../../lib/symbolicate/raw-event.ts';
import { sourceLines } from '../../lib/symbolicate/source-lines.ts';
import type { ScopeName, SymbolIndex, SymbolToken } from '../../lib/symbolicate/symbol-index.ts';
import { MAX_ERRORS, symbolicateEvent, wantsSymbolication } from '../../lib/symbolicate/symbolicate-event.ts';

const APP = 'https://shop.example/js/app.js';
const MAP = 'https://shop.example/js/app.js.map';
const SOURCE = Array.from({ length: 9 }, (_, index) => `pay line ${index + 1}`).join('\n');

type Places = Record<string, { token: SymbolToken; scope?: ScopeName }>;

/** An index of single places: `line:column`, 0-based. */
const indexOf = (places: Places, over: Partial<SymbolIndex> = {}): SymbolIndex => ({
  sources: ['webpack://shop/./src/pay.ts', '../src/cart.ts'],
  lookup: async (line, column) => places[`${line}:${column}`]?.token,
  functionAt: async (line, column) => places[`${line}:${column}`]?.scope ?? { kind: 'anonymous' },
  linesOf: async source => (source === 0 ? sourceLines(SOURCE) : undefined),
  ...over,
});

const moduleOf = (symbols: SymbolIndex, over: Partial<JavascriptModule> = {}): JavascriptModule => ({
  minified: sourceLines('function a(){b()}\n//# sourceMappingURL=app.js.map'),
  symbols,
  mapUrl: MAP,
  base: MAP,
  resolvedWith: 'debug-id',
  scraping: [],
  ...over,
});

const eventOf = (frames: Frame[], over: Partial<SentryEvent> = {}): SentryEvent => ({
  event_id: 'e'.repeat(32),
  type: 'error',
  timestamp: 1,
  received: 1,
  level: 'error',
  platform: 'javascript',
  exception: { values: [{ type: 'TypeError', value: 'x', stacktrace: { frames } }] },
  ...over,
});

const at = (lineno: number, colno: number, over: Partial<Frame> = {}): Frame => ({
  function: 'a',
  filename: '/js/app.js',
  abs_path: APP,
  lineno,
  colno,
  in_app: true,
  ...over,
});

const framesOf = (event: SentryEvent): Frame[] => event.exception?.values[0]?.stacktrace?.frames ?? [];
const only =
  (module: JavascriptModule): FindModule =>
  async () =>
    module;
const unmapped = (fault: JavascriptModule['fault']): FindModule => only({ fault, scraping: [] });

const PAY: Places = {
  '0:15': { token: { source: 0, line: 4, column: 2 }, scope: { kind: 'named', name: 'Cart.pay' } },
};

describe('a frame that its map knows', () => {
  test('shows file, line, column, function and lines as they were written; the frame as it came stands beside', async () => {
    const frame = at(1, 16);
    const event = await symbolicateEvent(eventOf([frame]), only(moduleOf(indexOf(PAY))));
    expect(framesOf(event)).toEqual([
      {
        function: 'Cart.pay',
        module: 'src/pay',
        filename: './src/pay.ts',
        abs_path: 'webpack://shop/./src/pay.ts',
        lineno: 5,
        colno: 3,
        in_app: true,
        pre_context: ['pay line 1', 'pay line 2', 'pay line 3', 'pay line 4'],
        context_line: 'pay line 5',
        post_context: ['pay line 6', 'pay line 7', 'pay line 8', 'pay line 9'],
        data: { sourcemap: MAP, resolved_with: 'debug-id', symbolicated: true },
      },
    ]);
    const raw = event.exception?.values[0]?.raw_stacktrace?.frames;
    expect(raw).toEqual([
      {
        ...frame,
        pre_context: [],
        context_line: 'function a(){b()}',
        post_context: ['//# sourceMappingURL=app.js.map'],
      },
    ]);
    expect(event.errors).toBeUndefined();
  });

  test('is the same again when it is mapped again', async () => {
    const came = eventOf([at(1, 16, { data: { orig_in_app: 1 } })]);
    const find = only(moduleOf(indexOf(PAY)));
    const once = await symbolicateEvent(came, find);
    expect(await symbolicateEvent(rawEvent(once), find)).toEqual(once);
  });

  test('of which the map has no text says so', async () => {
    const places: Places = { '0:15': { token: { source: 1, line: 4, column: 2 } } };
    const event = await symbolicateEvent(eventOf([at(1, 16)]), only(moduleOf(indexOf(places))));
    expect(framesOf(event)[0]).toMatchObject({
      filename: '../src/cart.ts',
      abs_path: 'https://shop.example/src/cart.ts',
      module: 'src/cart',
      lineno: 5,
    });
    expect(framesOf(event)[0]).not.toHaveProperty('context_line');
    expect(event.errors).toEqual([
      { type: 'js_missing_sources_content', source: 'https://shop.example/src/cart.ts', sourcemap: MAP },
    ]);
  });

  test('whose map has no text shows that of the file beside it', async () => {
    const places: Places = { '0:15': { token: { source: 1, line: 1, column: 0 } } };
    const module = moduleOf(indexOf(places), { sourceAt: async url => sourceLines(`one\n${url}\nthree`) });
    const [frame] = framesOf(await symbolicateEvent(eventOf([at(1, 16)]), only(module)));
    expect(frame?.context_line).toBe('https://shop.example/src/cart.ts');
  });

  test('in a source without a name keeps the names of the built file', async () => {
    const places: Places = { '0:15': { token: { source: 0, line: 4, column: 2 } } };
    for (const sources of [[''], [null]]) {
      const event = await symbolicateEvent(eventOf([at(1, 16)]), only(moduleOf(indexOf(places, { sources }))));
      expect(framesOf(event)[0]).toMatchObject({ filename: '/js/app.js', abs_path: APP, lineno: 5, colno: 3 });
      expect(framesOf(event)[0]?.context_line).toBe('pay line 5');
      expect(framesOf(event)[0]).not.toHaveProperty('module');
    }
  });

  test('of an asynchronous caller loses the word before its path', async () => {
    const find: FindModule = async path =>
      path === APP ? moduleOf(indexOf(PAY)) : { fault: 'missing_source', scraping: [] };
    const [frame] = framesOf(await symbolicateEvent(eventOf([at(1, 16, { abs_path: `async ${APP}` })]), find));
    expect(frame?.lineno).toBe(5);
  });

  test('keeps the module that the SDK said', async () => {
    const places: Places = { '0:15': { token: { source: 1, line: 4, column: 2 } } };
    const frame = at(1, 16, { module: 'app:cart' });
    const event = await symbolicateEvent(eventOf([frame]), only(moduleOf(indexOf(places))));
    expect(framesOf(event)[0]?.module).toBe('app:cart');
  });

  test('without a column is looked up at the beginning of its line', async () => {
    const { colno: _, ...frame } = at(1, 1);
    const places: Places = { '0:0': { token: { source: 0, line: 0, column: 0 } } };
    expect(framesOf(await symbolicateEvent(eventOf([frame]), only(moduleOf(indexOf(places)))))[0]?.lineno).toBe(1);
  });
});

describe('the name of a function', () => {
  const named = async (scope: ScopeName, raw: string | undefined, caller: string | undefined): Promise<string> => {
    const places: Places = {
      '0:0': { token: { source: 0, line: 0, column: 0, ...(caller && { name: caller }) } },
      '0:1': { token: { source: 0, line: 1, column: 0, name: 'token' }, scope },
    };
    const { function: _, ...nameless } = at(1, 2);
    const callee = raw === undefined ? nameless : { ...nameless, function: raw };
    const event = await symbolicateEvent(eventOf([at(1, 1), callee]), only(moduleOf(indexOf(places))));
    return String(framesOf(event)[1]?.function);
  };

  test.each<[ScopeName, string | undefined, string | undefined, string]>([
    [{ kind: 'named', name: 'Cart.pay' }, 'a', 'pay', 'Cart.pay'],
    [{ kind: 'anonymous' }, 'a', 'onClick', 'onClick'],
    [{ kind: 'anonymous' }, 'a', undefined, 'a'],
    [{ kind: 'anonymous' }, undefined, undefined, '<anonymous>'],
    [{ kind: 'named', name: '__webpack_require__' }, 'n', 'requirePay', 'requirePay'],
    [{ kind: 'unknown' }, 'a', 'onClick', 'a'],
    [{ kind: 'unknown' }, undefined, 'onClick', '<unknown>'],
    [{ kind: 'named', name: 'a.a.a.pay' }, 'a', undefined, '{a#3}.pay'],
    [{ kind: 'named', name: 'a.b.b.c.c' }, 'a', undefined, 'a.{b#2}.c.c'],
    [{ kind: 'named', name: '$async$pay' }, 'a', undefined, 'token'],
  ])('in %j, called %j by the browser and %j by its caller is %s', async (scope, raw, caller, name) => {
    expect(await named(scope, raw, caller)).toBe(name);
  });
});

describe('a frame that is not mapped', () => {
  test.each([
    ['missing_source', { type: 'js_no_source', url: APP }],
    ['missing_sourcemap', { type: 'js_no_source', url: APP }],
    ['no_uploads', { type: 'js_no_source', url: APP }],
    ['scraping_disabled', { type: 'js_scraping_disabled', url: APP }],
    ['malformed_sourcemap', { type: 'js_invalid_sourcemap', url: APP }],
    ['too_large', { type: 'fetch_too_large', url: APP }],
    ['out_of_time', { type: 'fetch_timeout', url: APP }],
    ['unreadable', { type: 'fetch_generic_error', url: APP }],
  ] as const)('says %s, and the event has one error of it', async (fault, error) => {
    const event = await symbolicateEvent(eventOf([at(1, 16), at(1, 3)]), unmapped(fault));
    expect(framesOf(event)).toEqual(
      [at(1, 16), at(1, 3)].map(frame => ({ ...frame, data: { symbolicated: false, symbolication: fault } })),
    );
    expect(event.errors).toEqual([error]);
    expect(event.exception?.values[0]).not.toHaveProperty('raw_stacktrace');
    expect(rawEvent(event)).toEqual(eventOf([at(1, 16), at(1, 3)]));
  });

  test('because its file names no map is no error', async () => {
    const event = await symbolicateEvent(eventOf([at(1, 16)]), unmapped('no_sourcemap_reference'));
    expect(framesOf(event)[0]?.data).toEqual({ symbolicated: false, symbolication: 'no_sourcemap_reference' });
    expect(event.errors).toBeUndefined();
  });

  test('of a server for which nothing was uploaded is no error', async () => {
    const event = eventOf([at(1, 16, { abs_path: '/srv/app/main.js' })], { platform: 'node' });
    expect((await symbolicateEvent(event, unmapped('no_uploads'))).errors).toBeUndefined();
  });

  test('because the map knows nothing there names the place; its line 0 is not even looked up', async () => {
    const event = await symbolicateEvent(eventOf([at(7, 3), at(0, 3)]), only(moduleOf(indexOf(PAY))));
    expect(framesOf(event).map(({ data }) => data?.symbolication)).toEqual(['invalid_location', 'invalid_location']);
    expect(event.errors).toEqual([
      { type: 'js_invalid_sourcemap_location', row: 7, column: 3, source: APP },
      { type: 'js_invalid_sourcemap_location', row: 0, column: 3, source: APP },
    ]);
  });

  test('keeps what others said of the event, and adds no more errors than a few', async () => {
    const frames = Array.from({ length: 200 }, (_, index) =>
      at(1, 1, { abs_path: `https://shop.example/${index}.js` }),
    );
    const event = eventOf(frames, { errors: [{ type: 'invalid_data', name: 'user' }] });
    const { errors = [] } = await symbolicateEvent(event, unmapped('missing_source'));
    expect(errors[0]).toEqual({ type: 'invalid_data', name: 'user' });
    expect(errors).toHaveLength(1 + MAX_ERRORS);
  });
});

describe('frames that nobody wrote', () => {
  test.each([
    ['javascript', 'native'],
    ['javascript', '[native code]'],
    ['node', 'node:internal/timers'],
    ['node', 'events.js'],
  ])('on %s in %s are out of the application', async (platform, path) => {
    const event = eventOf([at(1, 1, { abs_path: path })], { platform });
    expect(wantsSymbolication(event)).toBe(false);
    expect(framesOf(await symbolicateEvent(event, unmapped('missing_source')))).toEqual([
      at(1, 1, { abs_path: path, in_app: false }),
    ]);
  });

  test.each(['/srv/main.js', 'app:///main.js', 'C:\\srv\\main.js', 'webpack:///main.js'])(
    'on a server %s is none of them',
    path => {
      expect(wantsSymbolication(eventOf([at(1, 1, { abs_path: path })], { platform: 'node' }))).toBe(true);
    },
  );

  test('frames of other languages, without a path or a line are left as they are', async () => {
    const { abs_path: _, ...pathless } = at(1, 1);
    const { lineno: _line, ...lineless } = at(1, 1);
    for (const frame of [pathless, lineless, at(1, 1, { platform: 'native' })]) {
      const event = eventOf([frame]);
      expect(await symbolicateEvent(event, unmapped('missing_source'))).toBe(event);
    }
    const python = eventOf([at(1, 1)], { platform: 'python' });
    expect(await symbolicateEvent(python, unmapped('missing_source'))).toBe(python);
    expect(wantsSymbolication(eventOf([at(1, 1, { platform: 'javascript' })], { platform: 'cocoa' }))).toBe(true);
  });
});

test('the debug id of a file is that of its image; each file is looked for once', async () => {
  const asked: (string | undefined)[][] = [];
  const id = 'c941d872-af1f-4f0c-a7ff-ad3d295fe153';
  const event = eventOf([at(1, 16), at(1, 16)], {
    debug_meta: {
      images: [{ type: 'sourcemap', code_file: APP, debug_id: id }, { type: 'elf', code_file: 'x' }, null],
    },
    stacktrace: { frames: [at(1, 16)] },
    threads: { values: [{ id: 1, stacktrace: { frames: [at(1, 16)] } }] },
  });
  const mapped = await symbolicateEvent(event, async (...wanted) => {
    asked.push(wanted);
    return moduleOf(indexOf(PAY));
  });
  expect(asked).toEqual([[APP, id]]);
  expect(mapped.stacktrace?.frames[0]?.lineno).toBe(5);
  expect(mapped.threads?.values[0]?.stacktrace?.frames[0]?.lineno).toBe(5);
  expect(mapped.threads?.values[0]).toHaveProperty('raw_stacktrace');
});

test('what was fetched from the web is told once a file', async () => {
  const attempt = { url: APP, status: 'failure', reason: 'not_found', details: 'the server answers 404' } as const;
  const event = await symbolicateEvent(
    eventOf([at(1, 16), at(2, 1, { abs_path: `${APP}?2` })]),
    only({ fault: 'missing_source', scraping: [attempt] }),
  );
  expect(event.scraping_attempts).toEqual([attempt]);
});
