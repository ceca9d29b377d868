import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../lib/protocol/json.ts';
import { countedIn, thrown } from '../received-event.ts';

describe('Python', () => {
  const frame = (module: string, name: string, line?: string, more: JsonObject = {}): JsonObject => ({
    filename: `${module.replaceAll('.', '/')}.py`,
    abs_path: `/srv/${module.replaceAll('.', '/')}.py`,
    module,
    function: name,
    ...(line !== undefined && { context_line: line }),
    lineno: 17,
    in_app: true,
    ...more,
  });
  const failed = (...frames: JsonObject[]) => thrown('python', 'KeyError', "'order'", frames);

  test('module, function, line', () => {
    expect(countedIn(failed(frame('shop.cart', 'pay', "    order = cart['order']")))).toEqual({
      app: ['KeyError', 'shop.cart', 'pay', "order = cart['order']"],
    });
  });

  test('packages are none of the application, wherever they lie', () => {
    const flask = frame('flask.app', 'dispatch_request', '  return view()', {
      abs_path: '/venv/lib/python3.13/site-packages/flask/app.py',
    });
    expect(countedIn(failed(flask, frame('shop', 'pay')))).toEqual({
      app: ['KeyError', 'shop', 'pay'],
      system: ['KeyError', 'flask.app', 'dispatch_request', 'return view()', 'shop', 'pay'],
    });
  });

  test('a function that calls itself, however deep', () => {
    const self = frame('shop', 'walk', 'walk(node.next)');
    const deep = countedIn(failed(frame('shop', 'start'), self, self, self, self));
    expect(deep).toEqual({ app: ['KeyError', 'shop', 'start', 'shop', 'walk', 'walk(node.next)'] });
  });

  test('a script without a module', () => {
    const { module: _module, ...script } = frame('Main', '<module>', 'go()');
    expect(countedIn(failed(script))).toEqual({ app: ['KeyError', 'main.py', '<module>', 'go()'] });
  });

  test('without a stack: what is constant of the text', () => {
    expect(countedIn(thrown('python', 'TimeoutError', 'no answer of 10.0.0.7:5432 within 30s'))).toEqual({
      app: ['TimeoutError', 'no answer of <ip>:<int> within <duration>'],
    });
  });

  test('a text of many lines: the first two', () => {
    expect(countedIn(thrown('python', 'E', 'line 1\n\nline 2\nline 3'))).toEqual({
      app: ['E', 'line <int>\nline <int>...'],
    });
  });

  test('an exception group of one kind', () => {
    const part = (id: number) => ({
      type: 'ValueError',
      value: `bad ${id}`,
      mechanism: { type: 'chained', source: `exceptions[${id - 1}]`, exception_id: id, parent_id: 0 },
      stacktrace: { frames: [frame('shop', 'check', 'raise ValueError(n)')] },
    });
    const group = {
      type: 'ExceptionGroup',
      value: 'two',
      mechanism: { type: 'generic', exception_id: 0, is_exception_group: true },
    };
    const event = { platform: 'python', exception: { values: [part(2), part(1), group] } };
    expect(countedIn(event)).toEqual({ app: ['ValueError', 'shop', 'check', 'raise ValueError(n)'] });
  });

  test('a log record: its template, not what it was filled with', () => {
    const logentry = { message: 'order %s of %s', params: ['17', 'jane'], formatted: 'order 17 of jane' };
    expect(countedIn({ platform: 'python', logentry })).toEqual({ default: ['order %s of %s'] });
  });

  test('a log record with a stack', () => {
    const event = { platform: 'python', message: 'slow', stacktrace: { frames: [frame('shop', 'pay')] } };
    expect(countedIn(event)).toEqual({ app: ['shop', 'pay'] });
  });

  test('a template of Django', () => {
    const template = { filename: 'cart.html', abs_path: '/srv/cart.html', lineno: 3, context_line: '{% if x %}' };
    expect(countedIn({ platform: 'python', message: 'm', template })).toEqual({ default: ['cart.html', '{% if x %}'] });
  });
});

describe('Ruby', () => {
  const frame = (name: string, more: JsonObject = {}): JsonObject => ({
    filename: 'app/models/cart.rb',
    abs_path: '/srv/app/models/cart.rb',
    function: name,
    lineno: 3,
    in_app: true,
    ...more,
  });

  test.each([
    ['pay', 'pay'],
    ['block in pay', 'block'],
    ['block (2 levels) in pay', 'block'],
    ['_app_views_cart_show_html_erb__4283408342_2340', '_app_views_cart_show_html_erb'],
    ['rescue in pay', 'rescue in pay'],
  ])('%s', (name, expected) => {
    expect(countedIn(thrown('ruby', 'NoMethodError', 'x', [frame(name)]))).toEqual({
      app: ['NoMethodError', 'cart.rb', expected],
    });
  });

  test('with its line', () => {
    expect(countedIn(thrown('ruby', 'E', 'x', [frame('pay', { context_line: '  raise "x"\n' })]))).toEqual({
      app: ['E', 'cart.rb', 'pay', 'raise "x"'],
    });
  });
});

describe('PHP', () => {
  const frame = (name: string, more: JsonObject = {}): JsonObject => ({
    filename: '/src/Cart.php',
    abs_path: '/srv/src/Cart.php',
    function: name,
    in_app: true,
    ...more,
  });

  test.each([
    ['Shop\\Cart::pay', ['Shop\\Cart::pay']],
    ['{closure}', ['{closure}']],
    ['class@anonymous::pay', ['pay']],
    ['class@anonymous\0/srv/Cart.php:3$0', []],
    ['[Anonymous function]', []],
  ])('%j', (name, expected) => {
    expect(countedIn(thrown('php', 'E', 'x', [frame(name)]))).toEqual({ app: ['E', 'cart.php', ...expected] });
  });

  test('packages of Composer are none of the application', () => {
    const vendor = frame('Symfony\\Kernel::handle', {
      abs_path: '/srv/vendor/symfony/Kernel.php',
      filename: '/vendor/symfony/Kernel.php',
    });
    expect(countedIn(thrown('php', 'E', 'x', [vendor, frame('pay')]))).toEqual({
      app: ['E', 'cart.php', 'pay'],
      system: ['E', 'kernel.php', 'Symfony\\Kernel::handle', 'cart.php', 'pay'],
    });
  });
});

test('Perl and whatever else: file and function', () => {
  const frames = [{ filename: 'lib/Shop/Cart.pm', function: 'Shop::Cart::pay', context_line: 'die', in_app: true }];
  expect(countedIn(thrown('perl', 'E', 'x', frames))).toEqual({ app: ['E', 'cart.pm', 'Shop::Cart::pay'] });
});

test('Elixir: module and function with its arity', () => {
  const frames = [
    {
      module: 'Elixir.Shop.Cart',
      function: 'Shop.Cart.pay/2',
      filename: 'lib/shop/cart.ex',
      context_line: 'raise',
      in_app: true,
    },
  ];
  expect(countedIn(thrown('elixir', 'RuntimeError', 'x', frames))).toEqual({
    app: ['RuntimeError', 'Elixir.Shop.Cart', 'Shop.Cart.pay/2'],
  });
});
