import { describe, expect, test } from '@jest/globals';
import type { Component } from '../../../lib/grouping/component.ts';
import { stacktraceComponents } from '../../../lib/grouping/components/stacktrace.ts';
import { NEWEST_CONFIG } from '../../../lib/grouping/config.ts';
import { STACKTRACE_RULES } from '../../../lib/grouping/stacktrace-rules/base/stacktrace-rules.ts';
import { classifyFrames } from '../../../lib/grouping/stacktrace-rules/classify-frames.ts';
import type { Frame } from '../../../lib/protocol/event.ts';
import { makeEvent } from '../make-event.ts';

interface Ruled {
  /** By frame: whether it is of the application. */
  readonly marks: readonly (boolean | undefined)[];
  /** The functions of the frames that count. */
  readonly app: readonly string[];
  readonly system: readonly string[];
}

function ruled(platform: string, frames: Frame[]): Ruled {
  const event = makeEvent({ platform, stacktrace: { frames } });
  const stack = classifyFrames(event, STACKTRACE_RULES).stacktrace ?? { frames: [] };
  const { app, system } = stacktraceComponents(stack, event, { config: NEWEST_CONFIG, stacktrace: STACKTRACE_RULES });
  const counting = ({ values }: Component) =>
    frames.filter((_, place) => isCounted(values[place])).map(frame => `${frame.function}`);
  return { marks: stack.frames.map(frame => frame.in_app), app: counting(app), system: counting(system) };
}

const isCounted = (value: Component['values'][number] | undefined): boolean =>
  typeof value === 'object' && value.contributes;

/** `com.shop.Cart.add`, as the JVM's SDKs send it: nothing but the application's own packages is marked. */
const jvm = (...calls: string[]): Frame[] =>
  calls.map(call => {
    const dot = call.lastIndexOf('.');
    const module = call.slice(0, dot);
    return { module, function: call.slice(dot + 1), in_app: module.startsWith('com.shop.') };
  });

const MAIN_THREAD = [
  'com.android.internal.os.ZygoteInit.main',
  'com.android.internal.os.RuntimeInit$MethodAndArgsCaller.run',
  'java.lang.reflect.Method.invoke',
  'android.app.ActivityThread.main',
  'android.os.Looper.loop',
  'android.os.Looper.loopOnce',
  'android.os.Handler.dispatchMessage',
];

describe('Android', () => {
  test('a click: what every main thread begins with says nothing, views say where it went', () => {
    const { app, system } = ruled(
      'java',
      jvm(
        ...MAIN_THREAD,
        'android.os.Handler.handleCallback',
        'android.view.View$PerformClick.run',
        'android.view.View.performClick',
        'com.shop.CartActivity$1.onClick',
        'com.shop.Cart.add',
      ),
    );
    expect(app).toEqual(['onClick', 'add']);
    expect(system).toEqual(['run', 'performClick', 'onClick', 'add']);
  });

  test('an application that does not answer while it draws: from the picture’s beginning on', () => {
    const { app, system } = ruled(
      'java',
      jvm(
        ...MAIN_THREAD,
        'android.os.Handler.handleCallback',
        'android.view.Choreographer$FrameDisplayEventReceiver.run',
        'android.view.Choreographer.doFrame',
        'android.view.ViewRootImpl.performTraversals',
        'android.view.View.layout',
        'com.shop.PriceView.onLayout',
        'java.lang.Object.wait',
      ),
    );
    expect(app).toEqual(['onLayout']);
    expect(system).toEqual(['doFrame', 'performTraversals', 'layout', 'onLayout', 'wait']);
  });

  test('an application that waits for messages is still told by that it waits', () => {
    const idle = jvm(
      ...MAIN_THREAD.slice(0, 5),
      'android.os.MessageQueue.next',
      'android.os.MessageQueue.nativePollOnce',
    );
    expect(ruled('java', idle)).toMatchObject({ app: [], system: ['next', 'nativePollOnce'] });
  });

  test('a screen that cannot be opened is told by the life cycle', () => {
    const { system } = ruled(
      'java',
      jvm(
        ...MAIN_THREAD,
        'android.app.ActivityThread$H.handleMessage',
        'android.app.ActivityThread.performLaunchActivity',
        'android.app.Activity.performCreate',
        'com.shop.CartActivity.onCreate',
      ),
    );
    expect(system).toEqual(['handleMessage', 'performLaunchActivity', 'performCreate', 'onCreate']);
  });

  test('a thread of Android’s begins with its loop', () => {
    const { system } = ruled(
      'java',
      jvm(
        'android.os.HandlerThread.run',
        'android.os.Looper.loop',
        'android.os.Handler.dispatchMessage',
        'com.shop.S.sync',
      ),
    );
    expect(system).toEqual(['sync']);
  });

  test.each([
    'android.app.Activity',
    'androidx.fragment.app.Fragment',
    'androidx.recyclerview.widget.RecyclerView',
    'com.android.okhttp.internal.Platform',
    'dalvik.system.VMStack',
    'java.util.ArrayList',
    'javax.net.ssl.SSLSocket',
  ])('%s is of the system, even if an SDK says otherwise', module => {
    expect(ruled('java', [{ module, function: 'f', in_app: true }])).toMatchObject({ marks: [false], system: ['f'] });
  });

  test('crash reporters that came with the telephone are no part of a bug', () => {
    const { system } = ruled('java', jvm('com.shop.Cart.add', 'com.lenovo.payplus.analytics.Agent.report'));
    expect(system).toEqual(['add']);
  });
});

describe('servers on the JVM', () => {
  test('Spring: filters and dispatchers count only where all frames do, and its pool of threads nowhere', () => {
    const frames = jvm(
      'java.lang.Thread.run',
      'java.util.concurrent.ThreadPoolExecutor$Worker.run',
      'java.util.concurrent.ThreadPoolExecutor.runWorker',
      'org.apache.catalina.core.ApplicationFilterChain.doFilter',
      'org.springframework.web.servlet.DispatcherServlet.doDispatch',
      'jdk.internal.reflect.DirectMethodHandleAccessor.invoke',
      'com.shop.CartController.add',
    );
    expect(ruled('java', frames)).toMatchObject({ app: ['add'], system: ['doFilter', 'doDispatch', 'invoke', 'add'] });
  });

  test('a thread is told by what it runs, not by what else the class Thread does', () => {
    const { system } = ruled('java', jvm('java.lang.Thread.run', 'com.shop.Job.run', 'java.lang.Thread.sleep'));
    expect(system).toEqual(['run', 'sleep']);
    expect(ruled('java', jvm('com.shop.Job.wake', 'java.lang.Thread.sleep')).system).toEqual(['wake', 'sleep']);
  });

  test('Kotlin: coroutines are not of the application and still say how it was called', () => {
    const { marks, system } = ruled('java', [
      { module: 'kotlinx.coroutines.DispatchedTask', function: 'run', in_app: true },
      { module: 'kotlin.coroutines.jvm.internal.BaseContinuationImpl', function: 'resumeWith', in_app: true },
      { module: 'com.shop.Cart$add$1', function: 'invokeSuspend', in_app: true },
      { module: 'io.ktor.client.HttpClient', function: 'execute', in_app: true },
    ]);
    expect(marks).toEqual([false, false, true, false]);
    expect(system).toEqual(['run', 'resumeWith', 'invokeSuspend', 'execute']);
  });

  test('Scala: Akka and the language are not of the application', () => {
    const { marks } = ruled('java', [
      { module: 'akka.actor.ActorCell', function: 'invoke', in_app: true },
      { module: 'scala.util.Try$', function: 'apply', in_app: true },
      { module: 'com.shop.Cart$$anonfun$receive$1', function: 'applyOrElse', in_app: true },
      { module: 'scalaz.Free', function: 'run', in_app: true },
    ]);
    expect(marks).toEqual([false, false, true, true]);
  });

  test('the SDK’s own frames are no part of a bug', () => {
    const { system } = ruled('java', jvm('com.shop.Cart.add', 'io.sentry.Sentry.captureException'));
    expect(system).toEqual(['add']);
  });
});

describe('Python', () => {
  const python = (path: string, module: string, name: string): Frame => ({
    abs_path: path,
    filename: path,
    module,
    function: name,
    in_app: true,
  });

  test('a worker of multiprocessing begins in the language', () => {
    const { marks, app, system } = ruled('python', [
      python('/srv/shop/<string>', '__main__', '<module>'),
      python('/usr/local/lib/python3.13/multiprocessing/spawn.py', 'multiprocessing.spawn', 'spawn_main'),
      python('/home/ada/.local/share/uv/python/lib/multiprocessing/process.py', 'multiprocessing.process', 'run'),
      python('/srv/shop/jobs.py', '__mp_main__', 'work'),
    ]);
    expect(marks).toEqual([false, false, false, true]);
    expect([app, system]).toEqual([['work'], ['spawn_main', 'run', 'work']]);
  });

  test('templates and what is evaluated elsewhere keep their frames', () => {
    const { system } = ruled('python', [
      python('/srv/shop/cart.py', 'cart', '<module>'),
      python('/srv/shop/<string>', 'cart', '<module>'),
      python('/srv/shop/<string>', '__main__', 'total'),
    ]);
    expect(system).toEqual(['<module>', '<module>', 'total']);
  });

  test('virtual environments and New Relic’s wrappers', () => {
    const { marks, system } = ruled('python', [
      python('/srv/.venv/lib/python3.13/site-packages/newrelic/api/web.py', 'newrelic.api.web', 'wrap'),
      python('/srv/.venv/lib/python3.13/site-packages/flask/app.py', 'flask.app', 'dispatch_request'),
      python('/srv/shop/newrelic.py', 'shop.newrelic', 'setup'),
    ]);
    expect(marks).toEqual([false, false, true]);
    expect(system).toEqual(['dispatch_request', 'setup']);
  });
});

describe('other servers', () => {
  test.each([
    ['php', '/srv/shop/vendor/laravel/framework/src/Illuminate/Pipeline/Pipeline.php', false],
    ['php', '/srv/shop/app/Http/Controllers/CartController.php', true],
    ['ruby', '/srv/shop/vendor/bundle/ruby/3.4.0/gems/rack-3.1.0/lib/rack/head.rb', false],
    ['ruby', '/usr/local/lib/ruby/3.4.0/json/common.rb', false],
    ['ruby', '/srv/shop/app/models/cart.rb', true],
    ['go', '/root/go/pkg/mod/google.golang.org/grpc@v1.60.0/server.go', false],
    ['go', '/build/shop/cart/add.go', true],
    ['elixir', 'lib/shop_web/controllers/cart_controller.ex', true],
    ['perl', '/usr/local/lib/perl5/site_perl/5.40.0/Moose.pm', false],
    ['csharp', 'C:\\build\\shop\\Cart.cs', true],
  ])('%s: %s', (platform, path, isOfApp) => {
    const { marks, system } = ruled(platform, [{ abs_path: path, function: 'f', in_app: true }]);
    expect([marks, system]).toEqual([[isOfApp], ['f']]);
  });
});

describe('JavaScript', () => {
  test('React Native: the compiler’s call of a base class is not where a bug is', () => {
    const { app, system } = ruled('javascript', [
      { function: 'Cart', abs_path: 'app:///src/cart.js', in_app: true },
      { function: '_callSuper', abs_path: 'app:///index.android.bundle', in_app: true },
      { function: 'Basket', abs_path: 'app:///src/basket.js', in_app: true },
    ]);
    expect([app, system]).toEqual([
      ['Cart', 'Basket'],
      ['Cart', 'Basket'],
    ]);
  });

  test('what reports an error is not of the application, nor what follows; how it was called is', () => {
    const { marks } = ruled('javascript', [
      { function: 'buy', abs_path: 'app:///cart.js', in_app: true },
      { function: 'reportError', abs_path: 'app:///report.js', in_app: true },
      { function: 'send', abs_path: 'app:///report.js', in_app: true },
    ]);
    expect(marks).toEqual([true, false, false]);
  });

  test.each([
    ['https://js-agent.newrelic.com/nr-spa-1216.min.js', []],
    ['https://cdn.lr-ingest.io/LogRocket.min.js', []],
    ['https://cdn.logrocket.io/logger-1.min.js', []],
    ['https://shop.example/src/logrocket.js', ['wrap']],
    ['/srv/shop/node_modules/newrelic/lib/shim.js', []],
    ['/srv/shop/newrelic.js', ['wrap']],
    ['/srv/shop/node_modules/express/lib/router.js', ['wrap']],
  ])('wrappers of others, and files that are only called alike: %s', (path, system) => {
    expect(ruled('node', [{ function: 'wrap', abs_path: path, in_app: true }]).system).toEqual(system);
  });
});

describe('Dart and Flutter', () => {
  test('frames of the framework, the language and the SDK are not of the application', () => {
    const { marks, app, system } = ruled('other', [
      { function: 'runZoned', abs_path: 'dart:async/zone.dart', in_app: true },
      { function: 'build', abs_path: 'package:flutter/src/widgets/framework.dart', package: 'flutter', in_app: true },
      { function: 'add', abs_path: 'package:shop/cart.dart', package: 'shop', in_app: true },
      { function: 'didPush', abs_path: 'package:sentry_flutter/src/x.dart', package: 'sentry_flutter', in_app: true },
    ]);
    expect(marks).toEqual([false, false, true, false]);
    expect([app, system]).toEqual([['add'], ['runZoned', 'build', 'add', 'didPush']]);
  });

  test('in the browser the language’s own frames do not count', () => {
    const { marks, system } = ruled('javascript', [
      { function: 'runUnary', abs_path: 'org-dartlang-sdk:///lib/async/zone.dart', in_app: true },
      { function: 'handle', module: 'opt/flutter/3.0/x64/packages/flutter/lib/src/gestures/binding', in_app: true },
      {
        function: 'post',
        abs_path: 'https://shop.example/home/ada/.pub-cache/hosted/pub.dev/http/client.dart',
        in_app: true,
      },
      { function: 'add', abs_path: 'https://shop.example/main.dart.js', in_app: true },
    ]);
    expect(marks).toEqual([false, false, false, true]);
    expect(system).toEqual(['handle', 'post', 'add']);
  });

  const LIBRARY = '/data/app/~~UtRrheqh==/com.shop-SDy1VdueUh==/lib/arm64/libapp.so';

  test.each([
    ['GestureBinding.dispatchEvent', '/home/ada/flutter/packages/flutter/lib/src/gestures/binding.dart', false],
    ['Client.post', '/home/ada/.pub-cache/hosted/pub.dev/http-1.2.0/lib/client.dart', false],
    ['_rootRunUnary', 'third_party/dart/sdk/lib/async/zone.dart', false],
    ['_dispatchPointerDataPacket', 'lib/ui/hooks.dart', false],
    ['PlatformDispatcher._dispatch', 'lib/ui/platform_dispatcher.dart', false],
    ['Cart.add', '/home/ada/shop/lib/cart.dart', true],
    ['Hooks.run', '/home/ada/shop/lib/ui/hooks.dart', true],
  ])('compiled for Android: %s in %s', (name, path, isOfApp) => {
    const frame = { function: name, abs_path: path, package: LIBRARY, in_app: false };
    expect(ruled('native', [frame]).marks).toEqual([isOfApp]);
  });

  test('compiled for Apple’s systems: the engine in the application’s bundle', () => {
    const bundle = '/private/var/containers/Bundle/Application/0C2E/Runner.app/Frameworks';
    const { marks } = ruled('cocoa', [
      { function: 'FlutterEngineRun', package: `${bundle}/Flutter.framework/Flutter` },
      { function: 'stub InvokeDartCode', package: `${bundle}/App.framework/App` },
      { function: 'Cart.add', package: `${bundle}/App.framework/App`, abs_path: '/home/ada/shop/lib/cart.dart' },
    ]);
    expect(marks).toEqual([false, false, true]);
  });

  test('a program that is called like a package is left alone', () => {
    expect(ruled('native', [{ function: 'run', package: 'sentry', in_app: true }]).marks).toEqual([true]);
  });
});

describe('Unity', () => {
  test('the engine is not of the application, and the SDK is no part of a bug', () => {
    const { marks, system } = ruled('csharp', [
      { module: 'UnityEngine.EventSystems.ExecuteEvents', function: 'Execute', in_app: true },
      { module: 'Shop.CartButton', function: 'OnClick', in_app: true },
      { module: 'Sentry.Unity.UnityLogHandler', function: 'LogException', in_app: true },
    ]);
    expect(marks).toEqual([false, true, false]);
    expect(system).toEqual(['Execute', 'OnClick']);
  });
});
