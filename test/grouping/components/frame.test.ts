import { describe, expect, test } from '@jest/globals';
import { contributingValues } from '../../../lib/grouping/component.ts';
import { frameComponent } from '../../../lib/grouping/components/frame.ts';
import type { Frame } from '../../../lib/protocol/event.ts';

const valuesOf = (frame: Frame, platform: string): string[] => contributingValues(frameComponent(frame, platform));

describe('Python', () => {
  test('a frame is its module, function and source line, however that line is spaced', () => {
    const frame = { module: 'shop.cart', filename: 'shop/cart.py', function: 'charge', context_line: '   pay( 1,  2)' };
    expect(valuesOf(frame, 'python')).toEqual(['shop.cart', 'charge', 'pay( 1, 2)']);
  });

  test('without a module the name of the file stands for it, wherever the file lies', () => {
    expect(valuesOf({ filename: '/srv/A/Cart.py', function: 'f' }, 'python')).toEqual(['cart.py', 'f']);
    expect(valuesOf({ filename: 'C:\\app\\Cart.py', function: 'f' }, 'python')).toEqual(['cart.py', 'f']);
  });

  test('a line of more than 120 characters is left out', () => {
    expect(valuesOf({ module: 'm', context_line: 'x'.repeat(121) }, 'python')).toEqual(['m']);
    expect(valuesOf({ module: 'm', context_line: 'x'.repeat(120) }, 'python')).toEqual(['m', 'x'.repeat(120)]);
  });

  test('the pipes of a multiprocessing worker are not part of its place', () => {
    const frame = { module: 'm', context_line: 'spawn_main(tracker_fd=11, pipe_handle=21)' };
    expect(valuesOf(frame, 'python')).toEqual(['m', 'spawn_main(tracker_fd=<int>, pipe_handle=<int>)']);
  });
});

describe('JavaScript', () => {
  test('the file of a page is left out, for its name changes with each deployment', () => {
    const frame = { abs_path: 'https://shop.example.com/a.4f3e.js', filename: '/a.4f3e.js', function: 'charge' };
    expect(valuesOf(frame, 'javascript')).toEqual(['charge']);
  });

  test('the query string of a file is left out', () => {
    expect(valuesOf({ filename: 'app:///main.js?v=17', function: 'f' }, 'javascript')).toEqual(['main.js', 'f']);
  });

  test('a module that is only a part of the path is left out', () => {
    const frame = { abs_path: 'https://a.example/js/cart', module: 'js/cart', function: 'charge' };
    expect(valuesOf(frame, 'javascript')).toEqual(['charge']);
    expect(valuesOf({ ...frame, module: 'cart' }, 'javascript')).toEqual(['cart', 'charge']);
  });

  test('of a method only its own name counts', () => {
    expect(valuesOf({ module: 'm', function: 'Object.Cart.charge' }, 'node')).toEqual(['m', 'charge']);
  });

  test.each([
    '?',
    '<anonymous>',
    'Anonymous function',
    '<anonymous function>',
    'Object.?',
    'Cart.<anonymous>',
    'charge/<',
  ])('a function called %s has no name', name => {
    expect(valuesOf({ module: 'm', function: name }, 'javascript')).toEqual(['m']);
  });

  test('after a source map the source line is trusted more than the function', () => {
    const frame = { module: 'cart', function: 't', context_line: 'pay(order)', data: { sourcemap: 'cart.js.map' } };
    expect(valuesOf(frame, 'javascript')).toEqual(['cart', 'pay(order)']);
    expect(valuesOf({ ...frame, context_line: '' }, 'javascript')).toEqual(['cart', 't']);
  });

  test('a script in a page, outside of any function, is not known by its line', () => {
    const frame = { abs_path: 'https://a.example/cart', context_line: 'charge()' };
    expect(valuesOf(frame, 'javascript')).toEqual([]);
    expect(valuesOf({ ...frame, abs_path: 'file:///cart.html' }, 'javascript')).toEqual([]);
    expect(valuesOf({ ...frame, function: 'f' }, 'javascript')).toEqual(['f', 'charge()']);
  });

  test('the engine’s own frames are left out', () => {
    expect(valuesOf({ module: 'm', function: 'eval' }, 'javascript')).toEqual([]);
    expect(valuesOf({ function: 'map', abs_path: '[native code]' }, 'javascript')).toEqual([]);
  });

  test.each(['<anonymous>', '[native code]'])('a file called %s is none', filename => {
    expect(valuesOf({ filename, function: 'f' }, 'javascript')).toEqual(['f']);
  });
});

describe('Java', () => {
  test.each([
    ['sun.reflect.GeneratedMethodAccessor17', 'sun.reflect.GeneratedMethodAccessor'],
    ['jdk.internal.reflect.GeneratedMethodAccessor3', 'jdk.internal.reflect.GeneratedMethodAccessor'],
    [
      'sun.reflect.GeneratedSerializationConstructorAccessor9',
      'sun.reflect.GeneratedSerializationConstructorAccessor<auto>',
    ],
    ['sun.reflect.GeneratedConstructorAccessor9', 'sun.reflect.GeneratedConstructorAccessor<auto>'],
    ['shop.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d', 'shop.Cart$$EnhancerBySpringCGLIB$$<auto>'],
    ['shop.Cart$$FastClassByGuice$$1a2b3c4d', 'shop.Cart$$FastClassByGuice$$<auto>'],
    ['shop.Cart_$$_javassist_seam_3', 'shop.Cart_$$_javassist<auto>'],
    ['shop.cart$charge$fn__1234', 'shop.cart$charge$fn__<auto>'],
    ['shop.Cart$HibernateProxy$oqJ3kLm1', 'shop.Cart$HibernateProxy$<auto>'],
    [
      'shop.Cart$EnhancerByGuice$ae46b1bf$FastClassByGuice$caceacd2',
      'shop.Cart$EnhancerByGuice$<auto>$FastClassByGuice$<auto>',
    ],
    ['shop.Cart', 'shop.Cart'],
  ])('%s is the same class in each run', (module, expected) => {
    expect(valuesOf({ module }, 'java')).toEqual([expected]);
  });

  test.each([
    [{ module: 'sun.reflect.GeneratedMethodAccessor17' }, 'removed reflection marker'],
    [{ module: 'shop.Cart_$$_javassist_seam_3' }, 'removed codegen marker'],
    [{ filename: 'Cart_$$_javassist_3.java' }, 'cleaned javassist parts'],
  ])('what was taken off is told: %j', (frame, hint) => {
    expect(frameComponent(frame, 'java').values).toContainEqual(expect.objectContaining({ contributes: true, hint }));
  });

  test('lambdas are not known by their numbers', () => {
    expect(valuesOf({ module: 'shop.Cart$$Lambda$17', filename: 'Cart.java' }, 'java')).toEqual(['cart.java']);
    expect(valuesOf({ module: 'shop.Cart', function: 'lambda$charge$0' }, 'java')).toEqual(['shop.Cart']);
  });

  test('source lines do not count', () => {
    expect(valuesOf({ module: 'shop.Cart', context_line: 'charge();' }, 'java')).toEqual(['shop.Cart']);
  });
});

describe('other languages', () => {
  test('C# tells overloads apart by the raw function', () => {
    const frame = { module: 'Shop', function: 'Charge', raw_function: 'Charge (System.Int32 order)' };
    expect(valuesOf(frame, 'csharp')).toEqual(['Shop', 'Charge (System.Int32 order)']);
  });

  test.each([
    ['class@anonymous\0/srv/cart.php:3$0', []],
    ['class@anonymous\0/srv/cart.php:3$0::charge', ['charge']],
    ['[Anonymous function]', []],
    ['class@anonymous::charge', ['charge']],
    ['Cart::charge', ['Cart::charge']],
  ])('PHP %j', (name, expected) => {
    expect(valuesOf({ function: name }, 'php')).toEqual(expected);
  });

  test.each([
    ['block in charge', ['block']],
    ['block (2 levels) in charge', ['block']],
    ['_app_views_cart_html_erb__4283408342_2340', ['_app_views_cart_html_erb']],
    ['charge_2', ['charge_2']],
    ['charge__12_34', ['charge__12_34']],
  ])('Ruby %s', (name, expected) => {
    expect(valuesOf({ function: name }, 'ruby')).toEqual(expected);
  });

  test('a native frame is known by its trimmed function, unless that was redacted', () => {
    expect(valuesOf({ function: 'void shop::charge(int)' }, 'native')).toEqual(['shop::charge']);
    expect(valuesOf({ function: '<redacted>' }, 'cocoa')).toEqual([]);
  });
});

test('the tree keeps what did not count, with the reason', () => {
  const [module, filename] = frameComponent({ module: 'shop', filename: 'Shop.py' }, 'python').values;
  expect(module).toEqual({ id: 'module', contributes: true, values: ['shop'] });
  expect(filename).toEqual({
    id: 'filename',
    contributes: false,
    values: ['shop.py'],
    hint: 'ignored because module takes precedence',
  });
});
