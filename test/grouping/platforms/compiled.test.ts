import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../lib/protocol/json.ts';
import { countedIn, thrown } from '../received-event.ts';

describe('the JVM', () => {
  const frame = (module: string, name: string, more: JsonObject = {}): JsonObject => ({
    module,
    function: name,
    filename: `${module.split('.').at(-1)}.java`,
    lineno: 17,
    in_app: true,
    ...more,
  });
  const failed = (...frames: JsonObject[]) => thrown('java', 'IllegalStateException', 'order 17', frames);

  test('class and method', () => {
    expect(countedIn(failed(frame('shop.Cart', 'pay')))).toEqual({
      app: ['IllegalStateException', 'shop.Cart', 'pay'],
    });
  });

  test.each([
    ['shop.Cart$$Lambda$17/0x0000000800c8', 'pay', ['cart$$lambda$17/0x0000000800c8.java', 'pay']],
    ['shop.Cart', 'lambda$pay$0', ['shop.Cart']],
    ['shop.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d', 'pay', ['shop.Cart$$EnhancerBySpringCGLIB$$<auto>', 'pay']],
    ['shop.Cart$$FastClassBySpringCGLIB$$1a2b3c4d', 'invoke', ['shop.Cart$$FastClassBySpringCGLIB$$<auto>', 'invoke']],
    ['shop.Cart$HibernateProxy$SzXDkaYB', 'pay', ['shop.Cart$HibernateProxy$<auto>', 'pay']],
    ['shop.Cart_$$_javassist_seam_42', 'pay', ['shop.Cart_$$_javassist<auto>', 'pay']],
    ['shop.core$pay$fn__1234', 'invoke', ['shop.core$pay$fn__<auto>', 'invoke']],
    ['shop.Cart$pay$1', 'invokeSuspend', ['shop.Cart$pay$1', 'invokeSuspend']],
  ])('%s.%s', (module, name, expected) => {
    const file = `${module.split('.').at(-1)}.java`;
    // A path of its own: what stands before the last slash is none of the name.
    const kept = expected.map(value =>
      value === file.toLowerCase() ? (file.toLowerCase().split('/').at(-1) ?? '') : value,
    );
    expect(countedIn(failed(frame(module, name)))).toEqual({ app: ['IllegalStateException', ...kept] });
  });

  test('what the JVM generates is of the system, under one name', () => {
    const frames = [
      frame('jdk.internal.reflect.GeneratedMethodAccessor17', 'invoke', { in_app: false }),
      frame('shop.Cart', 'pay'),
    ];
    expect(countedIn(failed(...frames))).toEqual({
      app: ['IllegalStateException', 'shop.Cart', 'pay'],
      system: ['IllegalStateException', 'jdk.internal.reflect.GeneratedMethodAccessor', 'invoke', 'shop.Cart', 'pay'],
    });
  });

  test('frameworks are none of the application, whatever the SDK says', () => {
    expect(
      countedIn(failed(frame('org.springframework.web.Dispatcher', 'serve'), frame('kotlinx.coroutines.Task', 'run'))),
    ).toEqual({
      system: [
        'IllegalStateException',
        'org.springframework.web.Dispatcher',
        'serve',
        'kotlinx.coroutines.Task',
        'run',
      ],
    });
  });

  test('a chain: all exceptions, in the order of the list', () => {
    const values = [
      { type: 'SQLException', value: 'x', module: 'java.sql', stacktrace: { frames: [frame('shop.Db', 'query')] } },
      { type: 'OrderException', value: 'y', module: 'shop', stacktrace: { frames: [frame('shop.Cart', 'pay')] } },
    ];
    expect(countedIn({ platform: 'java', exception: { values } })).toEqual({
      app: ['SQLException', 'shop.Db', 'query', 'OrderException', 'shop.Cart', 'pay'],
    });
  });

  test('Android does not respond: by the stack of its exception', () => {
    const exception = {
      type: 'ApplicationNotResponding',
      value: 'Application Not Responding for at least 5000 ms.',
      mechanism: { type: 'ANR', handled: false },
      stacktrace: {
        frames: [
          frame('android.os.Looper', 'loop', { in_app: false }),
          frame('android.view.View', 'layout', { in_app: false }),
          frame('shop.Cart', 'pay'),
        ],
      },
    };
    const threads = {
      values: [{ id: 1, current: true, crashed: true, stacktrace: { frames: [frame('other', 'x')] } }],
    };
    expect(countedIn({ platform: 'java', exception: { values: [exception] }, threads })).toEqual({
      app: ['ApplicationNotResponding', 'shop.Cart', 'pay'],
      system: ['ApplicationNotResponding', 'android.view.View', 'layout', 'shop.Cart', 'pay'],
    });
  });
});

describe('.NET', () => {
  const frame = (name: string, more: JsonObject = {}): JsonObject => ({
    module: 'Shop.Cart',
    function: name,
    filename: 'Cart.cs',
    in_app: true,
    ...more,
  });

  test('arguments tell overloads apart', () => {
    expect(countedIn(thrown('csharp', 'E', 'x', [frame('Pay (System.Int32 order)')]))).toEqual({
      app: ['E', 'Shop.Cart', 'Pay (System.Int32 order)'],
    });
  });

  test('Unity’s engine is none of the game', () => {
    const engine = frame('SendMessage', { module: 'UnityEngine.Events' });
    expect(countedIn(thrown('csharp', 'E', 'x', [engine, frame('Pay')]))).toEqual({
      app: ['E', 'Shop.Cart', 'Pay'],
      system: ['E', 'UnityEngine.Events', 'SendMessage', 'Shop.Cart', 'Pay'],
    });
  });
});

test('Go: package and function; the runtime and modules are none of the application', () => {
  const frames = [
    { module: 'runtime', function: 'goexit', filename: 'asm.s', in_app: false },
    {
      module: 'github.com/x/y',
      function: 'Do',
      filename: 'y.go',
      abs_path: '/root/go/pkg/mod/github.com/x/y@v1.2.3/y.go',
      in_app: true,
    },
    {
      module: 'main',
      function: '(*Cart).Pay',
      filename: 'cart.go',
      abs_path: '/srv/cart.go',
      in_app: true,
      context_line: 'panic("x")',
    },
  ];
  expect(countedIn(thrown('go', '*errors.errorString', 'order 17', frames))).toEqual({
    app: ['*errors.errorString', 'main', '(*Cart).Pay'],
    system: ['*errors.errorString', 'runtime', 'goexit', 'github.com/x/y', 'Do', 'main', '(*Cart).Pay'],
  });
});

test('Go: an error without a stack', () => {
  expect(countedIn(thrown('go', '*net.OpError', 'dial tcp 10.0.0.7:5432: connect: connection refused'))).toEqual({
    app: ['*net.OpError', 'dial tcp <ip>:<int>: connect: connection refused'],
  });
});

test('Dart: package and function; Flutter’s own is none of the application', () => {
  const frames = [
    {
      abs_path: 'package:flutter/src/widgets/framework.dart',
      filename: 'framework.dart',
      package: 'flutter',
      function: 'Element.rebuild',
      in_app: false,
    },
    { abs_path: 'package:shop/cart.dart', filename: 'cart.dart', package: 'shop', function: 'Cart.pay', in_app: true },
  ];
  expect(countedIn(thrown('dart', 'StateError', 'x', frames))).toEqual({
    app: ['StateError', 'cart.dart', 'Cart.pay'],
    system: ['StateError', 'framework.dart', 'Element.rebuild', 'cart.dart', 'Cart.pay'],
  });
});

describe('native code', () => {
  const APP = '/private/var/containers/Bundle/Application/1/Shop.app/Shop';
  const frame = (name: string, more: JsonObject = {}): JsonObject => ({
    function: name,
    package: '/opt/shop/shop',
    in_app: true,
    ...more,
  });
  const crashed = (platform: string, ...frames: JsonObject[]): JsonObject => ({
    platform,
    exception: {
      values: [
        {
          type: 'SIGSEGV',
          value: 'Segfault at 0x17',
          mechanism: { type: 'signalhandler', synthetic: true, handled: false },
          stacktrace: { frames },
        },
      ],
    },
  });

  test.each([
    ['void shop::Cart<Item>::pay(Item const&) const', 'shop::Cart<T>::pay'],
    ['shop::cart::pay::h0123456789abcdef', 'shop::cart::pay'],
    ['<shop::Cart as shop::Payable>::pay', 'shop::Cart::pay'],
    ['@Cart_pay@8', 'Cart_pay'],
    ['Cart.pay(order: Int) throws -> Bool', 'Cart.pay'],
    ['-[Cart payOrder:]', '-[Cart payOrder:]'],
  ])('%s', (name, expected) => {
    expect(countedIn(crashed('native', frame(name)))).toEqual({ app: [expected] });
  });

  test('a signal has no type to go by, nor has its text beside a stack', () => {
    expect(countedIn(crashed('native', frame('main'), frame('pay')))).toEqual({ app: ['main', 'pay'] });
  });

  test('without any frame: the text', () => {
    const exception = { type: 'SIGSEGV', value: 'Segfault at 0x17', mechanism: { type: 'minidump', synthetic: true } };
    expect(countedIn({ platform: 'native', exception: { values: [exception] } })).toEqual({
      app: ['Segfault at <hex>'],
    });
  });

  test('what throws, and all it calls, says nothing', () => {
    const system = { package: '/usr/lib/libc++abi.dylib', in_app: false };
    expect(
      countedIn(
        crashed(
          'cocoa',
          frame('main', { package: APP }),
          frame('pay', { package: APP }),
          frame('__cxa_throw', system),
          frame('abort', system),
        ),
      ),
    ).toEqual({ app: ['main', 'pay'] });
  });

  test('where a thread begins says nothing', () => {
    expect(
      countedIn(
        crashed(
          'native',
          frame('_start'),
          frame('__libc_start_main', { package: '/lib/x86_64-linux-gnu/libc.so.6' }),
          frame('pay'),
        ),
      ),
    ).toEqual({
      app: ['pay'],
    });
  });

  test('blocks that the system runs are its own', () => {
    const system = { package: '/System/Library/Frameworks/UIKit.framework/UIKit', in_app: false };
    expect(
      countedIn(
        crashed(
          'cocoa',
          frame('-[UIApp run]', system),
          frame('__21-[UIView go]_block_invoke', system),
          frame('pay', { package: APP }),
        ),
      ),
    ).toEqual({
      app: ['pay'],
      system: ['-[UIApp run]', 'pay'],
    });
  });

  test('a redacted frame says nothing', () => {
    expect(countedIn(crashed('cocoa', frame('<redacted>', { package: APP }), frame('pay', { package: APP })))).toEqual({
      app: ['pay'],
    });
  });

  test('an error of Apple: type, domain and code, and not the text in the reader’s language', () => {
    const mechanism = { type: 'NSError', meta: { ns_error: { domain: 'ShopErrors', code: -7 } } };
    const event = { platform: 'cocoa', exception: { values: [{ type: 'ShopErrors', value: 'Code: -7', mechanism }] } };
    expect(countedIn(event)).toEqual({ app: ['ShopErrors', 'ShopErrors', '-7'] });
  });

  test('an error of Apple with a stack: all but the text', () => {
    const mechanism = { type: 'NSError', meta: { ns_error: { domain: 'ShopErrors', code: 7 } } };
    const values = [{ type: 'E', value: 'x', mechanism, stacktrace: { frames: [frame('pay', { package: APP })] } }];
    expect(countedIn({ platform: 'cocoa', exception: { values } })).toEqual({ app: ['E', 'ShopErrors', '7', 'pay'] });
  });

  test('a Rust panic: without the machinery of panics', () => {
    const frames = [
      frame('shop::main'),
      frame('shop::pay'),
      frame('core::panicking::panic_fmt'),
      frame('rust_begin_unwind'),
    ];
    expect(countedIn(thrown('native', 'panic', 'order 17', frames))).toEqual({
      app: ['panic', 'shop::main', 'shop::pay'],
    });
  });

  test('a minidump with threads: the crashed one', () => {
    const threads = {
      values: [
        { id: 1, stacktrace: { frames: [frame('idle')] } },
        { id: 2, crashed: true, stacktrace: { frames: [frame('main'), frame('pay')] } },
      ],
    };
    expect(countedIn({ platform: 'native', threads })).toEqual({ app: ['main', 'pay'] });
  });

  test('several threads, none of which stands out: the message', () => {
    const threads = { values: [1, 2].map(id => ({ id, stacktrace: { frames: [frame('idle')] } })) };
    expect(countedIn({ platform: 'native', message: 'hang', threads })).toEqual({ default: ['hang'] });
  });

  test('a frame of Java among native ones follows Java’s rules', () => {
    const java = { platform: 'java', module: 'shop.Cart', function: 'lambda$pay$0', in_app: true };
    expect(countedIn(crashed('native', java, frame('pay')))).toEqual({ app: ['shop.Cart', 'pay'] });
  });
});
