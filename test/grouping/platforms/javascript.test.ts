import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../lib/protocol/json.ts';
import { countedIn, thrown } from '../received-event.ts';

const ASSETS = 'https://shop.example/assets/';
/** As a browser has it, under the name that a bundler made up. */
const bundled = (name: string, more: JsonObject = {}): JsonObject => ({
  filename: `${ASSETS}app-4f3e2d1c.js`,
  function: name,
  lineno: 1,
  colno: 4213,
  in_app: true,
  ...more,
});
/** The same after its source map. */
const mapped = (file: string, name: string, line: string, more: JsonObject = {}): JsonObject => ({
  abs_path: `webpack:///./src/${file}.ts`,
  filename: `./src/${file}.ts`,
  module: `src/${file}`,
  function: name,
  context_line: line,
  lineno: 8,
  colno: 3,
  in_app: true,
  data: { sourcemap: `${ASSETS}app-4f3e2d1c.js.map` },
  ...more,
});

describe('a browser', () => {
  const failed = (...frames: JsonObject[]) => thrown('javascript', 'TypeError', 'x is undefined', frames);

  test('without a source map: functions, without the objects before them; no addresses', () => {
    expect(countedIn(failed(bundled('t.render'), bundled('Object.pay')))).toEqual({
      app: ['TypeError', 'render', 'pay'],
    });
  });

  test('with lines of a bundle too long to mean anything', () => {
    const line = `${'x'.repeat(121)}`;
    expect(countedIn(failed(bundled('pay', { context_line: line })))).toEqual({ app: ['TypeError', 'pay'] });
  });

  test('with short lines of a plain script', () => {
    expect(countedIn(failed(bundled('pay', { context_line: '  pay(  order )' })))).toEqual({
      app: ['TypeError', 'pay', 'pay( order )'],
    });
  });

  test('with a source map: modules and lines, not the names that were guessed', () => {
    expect(
      countedIn(failed(mapped('cart', 'e', '  pay(order);'), mapped('pay', 't', '  throw new TypeError();'))),
    ).toEqual({
      app: ['TypeError', 'src/cart', 'pay(order);', 'src/pay', 'throw new TypeError();'],
    });
  });

  test('with a source map without sources: the names are all there is', () => {
    const { context_line: _line, ...frame } = mapped('cart', 'Cart.pay', '');
    expect(countedIn(failed(frame))).toEqual({ app: ['TypeError', 'src/cart', 'pay'] });
  });

  test('with libraries: two ways to see it', () => {
    const library = mapped('x', 'dispatch', 'run();', {
      abs_path: 'webpack:///./node_modules/react-dom/index.js',
      filename: './node_modules/react-dom/index.js',
      module: 'node_modules/react-dom/index',
    });
    expect(countedIn(failed(library, mapped('cart', 'pay', 'pay();')))).toEqual({
      app: ['TypeError', 'src/cart', 'pay();'],
      system: ['TypeError', 'node_modules/react-dom/index', 'run();', 'src/cart', 'pay();'],
    });
  });

  test('with nothing but libraries: by the whole stack alone', () => {
    const library = bundled('run', { filename: 'https://cdn.jsdelivr.net/npm/x/x.js' });
    expect(countedIn(failed(library, bundled('dispatch', { in_app: false })))).toEqual({
      system: ['TypeError', 'run', 'dispatch'],
    });
  });

  test.each(['?', '<anonymous>', 'Anonymous function', '<anonymous function>', 'callback/<', ''])(
    'in a function called %j: beside others it says nothing',
    name => {
      expect(countedIn(failed(bundled('pay'), bundled(name)))).toEqual({ app: ['TypeError', 'pay'] });
    },
  );

  test('in one frame of a page, in no function: type and text', () => {
    expect(countedIn(failed(bundled('?', { filename: 'https://shop.example/cart' })))).toEqual({
      app: ['TypeError', 'x is undefined'],
    });
  });

  test('in one frame of a file, in no function: type and text', () => {
    const frame = { abs_path: '/srv/shop/cart.js', filename: 'cart.js', lineno: 1, in_app: true };
    expect(countedIn(failed(frame))).toEqual({ app: ['TypeError', 'x is undefined'] });
  });

  test('in what is run from a text: without the frame of eval', () => {
    expect(countedIn(failed(bundled('pay'), bundled('eval')))).toEqual({ app: ['TypeError', 'pay'] });
  });

  test('in the engine’s own code: without it', () => {
    expect(countedIn(failed(bundled('pay'), { filename: '[native code]', function: 'forEach', in_app: true }))).toEqual(
      {
        app: ['TypeError', 'pay'],
      },
    );
  });

  test('in a page of an application on the disk: file, function and line', () => {
    const frame = {
      abs_path: 'file:///C:/shop/Cart.js',
      filename: 'Cart.js',
      function: 'pay',
      context_line: 'go()',
      in_app: true,
    };
    expect(countedIn(failed(frame))).toEqual({ app: ['TypeError', 'cart.js', 'pay', 'go()'] });
  });

  test('of old, where the stack stands beside the exception: as if it stood in it', () => {
    const event = { ...thrown('javascript', 'Error', 'boom'), stacktrace: { frames: [bundled('pay')] } };
    expect(countedIn(event)).toEqual({ app: ['Error', 'pay'] });
  });

  test('a script of another host says nothing but so', () => {
    expect(countedIn(thrown('javascript', 'Error', 'Script error.'))).toEqual({ app: ['Error', 'Script error.'] });
  });

  test('a rejected object, which has no type of its own', () => {
    const mechanism = { type: 'onunhandledrejection', handled: false, synthetic: true };
    const value = 'Object captured as promise rejection with keys: code, id';
    const event = { platform: 'javascript', exception: { values: [{ type: 'UnhandledRejection', value, mechanism }] } };
    expect(countedIn(event)).toEqual({ app: [value] });
  });

  test('a chunk that could not be loaded is one issue', () => {
    expect(countedIn(thrown('javascript', 'ChunkLoadError', 'Loading chunk 17 failed.', [bundled('e')]))).toEqual({
      built_in_fingerprint: ['chunkloaderror'],
    });
  });

  test('helpers that a compiler has put in are left out', () => {
    const helper = bundled('_callSuper');
    const module = mapped('x', 'wrap', 'y();', { module: '@babel/runtime/helpers/wrap' });
    expect(countedIn(failed(bundled('pay'), helper, module))).toEqual({ app: ['TypeError', 'pay'] });
  });
});

describe('Node', () => {
  const frame = (module: string, name: string, more: JsonObject = {}): JsonObject => ({
    filename: `/srv/shop/dist/${module}.js`,
    module,
    function: name,
    lineno: 17,
    colno: 3,
    in_app: true,
    ...more,
  });
  const failed = (...frames: JsonObject[]) => thrown('node', 'Error', 'no answer', frames);
  const turn: JsonObject = {
    filename: 'node:internal/process/task_queues',
    module: 'task_queues',
    function: 'process.processTicksAndRejections',
    in_app: false,
  };

  test('module, function, line', () => {
    expect(countedIn(failed(turn, frame('cart', 'Cart.pay', { context_line: '    await pay();' })))).toEqual({
      app: ['Error', 'cart', 'pay', 'await pay();'],
    });
  });

  test('packages are none of the application', () => {
    const express = frame('express.lib.router:layer', 'Layer.handle', {
      filename: '/srv/shop/node_modules/express/lib/router/layer.js',
    });
    expect(countedIn(failed(express, frame('cart', 'pay')))).toEqual({
      app: ['Error', 'cart', 'pay'],
      system: ['Error', 'express.lib.router:layer', 'handle', 'cart', 'pay'],
    });
  });

  test('a chain of causes without numbers counts as it is listed', () => {
    const values = [
      { type: 'Error', value: 'ECONNREFUSED', stacktrace: { frames: [frame('db', 'connect')] } },
      { type: 'PaymentError', value: 'order 17', stacktrace: { frames: [frame('cart', 'pay')] } },
    ];
    expect(countedIn({ platform: 'node', exception: { values } })).toEqual({
      app: ['Error', 'db', 'connect', 'PaymentError', 'cart', 'pay'],
    });
  });

  test('a chain of causes with numbers counts from the error on', () => {
    const values = [
      { type: 'Error', value: 'x', mechanism: { type: 'chained', exception_id: 1, parent_id: 0, source: 'cause' } },
      { type: 'PaymentError', value: 'y', mechanism: { type: 'generic', exception_id: 0 } },
    ];
    expect(countedIn({ platform: 'node', exception: { values } })).toEqual({
      app: ['PaymentError', 'y', 'Error', 'x'],
    });
  });

  test('several of one kind in an aggregate are one', () => {
    const part = (id: number) => ({
      type: 'TypeError',
      value: `item ${id}`,
      mechanism: { type: 'chained', exception_id: id, parent_id: 0, source: `errors[${id - 1}]` },
    });
    const all = {
      type: 'AggregateError',
      value: 'x',
      mechanism: { type: 'generic', exception_id: 0, is_exception_group: true },
    };
    expect(countedIn({ platform: 'node', exception: { values: [part(2), part(1), all] } })).toEqual({
      app: ['TypeError', 'item <int>'],
    });
  });
});

describe('React Native', () => {
  const frame = (name: string, more: JsonObject = {}): JsonObject => ({
    filename: 'app:///index.android.bundle',
    abs_path: 'app:///index.android.bundle',
    function: name,
    in_app: true,
    ...more,
  });

  test('a bundle on the device is a file', () => {
    expect(countedIn(thrown('javascript', 'TypeError', 'x', [frame('render'), frame('pay')]))).toEqual({
      app: ['TypeError', 'index.android.bundle', 'render', 'index.android.bundle', 'pay'],
    });
  });

  test('a frame of the engine', () => {
    expect(
      countedIn(
        thrown('javascript', 'TypeError', 'x', [
          frame('pay'),
          { filename: 'native', function: 'apply', in_app: false },
        ]),
      ),
    ).toEqual({
      app: ['TypeError', 'index.android.bundle', 'pay'],
      system: ['TypeError', 'index.android.bundle', 'pay', 'native', 'apply'],
    });
  });
});
