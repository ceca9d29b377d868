import { describe, expect, test } from '@jest/globals';
import type { Component } from '../../../lib/grouping/component.ts';
import { stacktraceComponents } from '../../../lib/grouping/components/stacktrace.ts';
import { NEWEST_CONFIG } from '../../../lib/grouping/config.ts';
import { STACKTRACE_RULES } from '../../../lib/grouping/stacktrace-rules/base/stacktrace-rules.ts';
import { classifyFrames } from '../../../lib/grouping/stacktrace-rules/classify-frames.ts';
import type { Frame } from '../../../lib/protocol/event.ts';
import { makeEvent } from '../make-event.ts';

interface Ruled {
  /** The functions of frames that are of the application. */
  readonly inApp: readonly string[];
  /** The functions of frames that count. */
  readonly app: readonly string[];
  readonly system: readonly string[];
}

function ruled(platform: string, frames: readonly Frame[]): Ruled {
  const event = makeEvent({ platform, stacktrace: { frames: [...frames] } });
  const stack = classifyFrames(event, STACKTRACE_RULES).stacktrace ?? { frames: [] };
  const { app, system } = stacktraceComponents(stack, event, { config: NEWEST_CONFIG, stacktrace: STACKTRACE_RULES });
  const named = (holds: (place: number) => boolean) =>
    stack.frames.flatMap((frame, place) => (holds(place) ? [`${frame.function}`] : []));
  return {
    inApp: named(place => stack.frames[place]?.in_app === true),
    app: named(place => isCounted(app.values[place])),
    system: named(place => isCounted(system.values[place])),
  };
}

const isCounted = (value: Component['values'][number] | undefined): boolean =>
  typeof value === 'object' && value.contributes;

/** Frames of one library, oldest first. */
const from = (library: string | undefined, ...names: readonly string[]): Frame[] =>
  names.map(name => ({ function: name, ...(library !== undefined && { package: library }) }));

/** As Apple's SDK sends it: the application's executable is marked, everything else is marked as not. */
const BUNDLE = '/private/var/containers/Bundle/Application/0A1B2C3D-0A1B-2C3D-4E5F-0A1B2C3D4E5F/Shop.app';
const ours = (...names: readonly string[]): Frame[] =>
  from(`${BUNDLE}/Shop`, ...names).map(frame => ({ ...frame, in_app: true }));
const apple = (framework: string, ...names: readonly string[]): Frame[] =>
  from(`/System/Library/PrivateFrameworks/${framework}.framework/${framework}`, ...names).map(frame => ({
    ...frame,
    in_app: false,
  }));
const usrLib = (library: string, ...names: readonly string[]): Frame[] =>
  from(`/usr/lib/${library}`, ...names).map(frame => ({ ...frame, in_app: false }));

const IOS_MAIN = [
  ...usrLib('dyld', 'start'),
  ...ours('main'),
  ...apple('UIKitCore', 'UIApplicationMain', '-[UIApplication _run]'),
  ...apple('GraphicsServices', 'GSEventRunModal'),
  ...apple('CoreFoundation', 'CFRunLoopRunSpecific', '__CFRunLoopRun'),
];

describe('iOS', () => {
  test('a crash in a callback of UIKit: the application’s own code, and what called it', () => {
    const { app, system } = ruled('cocoa', [
      ...IOS_MAIN,
      ...apple('CoreFoundation', '__CFRunLoopDoSource0', '__CFRUNLOOP_IS_CALLING_OUT_TO_A_SOURCE0_PERFORM_FUNCTION__'),
      ...apple('UIKitCore', '__handleEventQueueInternal', '-[UIApplication sendAction:to:from:forEvent:]'),
      ...ours('@objc CartController.buy(_:)', 'CartController.buy(_:)', 'Cart.charge(order:)'),
    ]);
    // The second of two equal frames is a recursion.
    expect(app).toEqual(['CartController.buy', 'Cart.charge']);
    expect(system).toEqual([
      '-[UIApplication _run]',
      '__handleEventQueueInternal',
      '-[UIApplication sendAction:to:from:forEvent:]',
      ...app,
    ]);
  });

  test('SwiftUI: how the application was started says nothing', () => {
    const { app } = ruled('cocoa', [
      ...usrLib('dyld', 'start'),
      ...ours('main', 'static ShopApp.$main()'),
      ...apple('SwiftUI', 'static App.main()', 'runApp<A>(_:)'),
      ...apple('UIKitCore', 'UIApplicationMain', '-[UIApplication _run]'),
      ...apple('SwiftUI', 'ButtonAction.callAsFunction()'),
      ...ours('closure #1 in CartView.body.getter', 'Cart.charge(order:)'),
    ]);
    expect(app).toEqual(['closure in CartView.body.getter', 'Cart.charge']);
  });

  test('an exception without any frame of the application’s: what threw it says nothing', () => {
    const { app, system } = ruled('cocoa', [
      ...IOS_MAIN,
      ...usrLib('libdispatch.dylib', '_dispatch_main_queue_callback_4CF', '_dispatch_client_callout'),
      ...apple('CoreFoundation', '-[__NSArrayM insertObject:atIndex:]'),
      ...usrLib('libobjc.A.dylib', 'objc_exception_throw'),
      ...apple('CoreFoundation', '__exceptionPreprocess'),
    ]);
    expect(app).toEqual([]);
    expect(system).toEqual(['-[UIApplication _run]', '-[__NSArrayM insertObject:atIndex:]']);
  });

  test('an unknown selector ends where it was sent', () => {
    const { app } = ruled('cocoa', [
      ...IOS_MAIN,
      ...ours('-[Cart add:]'),
      ...apple('CoreFoundation', '_CF_forwarding_prep_0', '___forwarding___'),
      ...apple('CoreFoundation', '-[NSObject(NSObject) doesNotRecognizeSelector:]'),
      ...usrLib('libobjc.A.dylib', 'objc_exception_throw'),
    ]);
    expect(app).toEqual(['-[Cart add:]']);
  });

  test.each([
    ['_assertionFailure(_:_:file:line:flags:)'],
    ['specialized _assertionFailure(_:_:file:line:flags:)'],
    ['closure #1 in closure #1 in closure #1 in _assertionFailure(_:_:file:line:flags:)'],
    ['_swift_runtime_on_report'],
  ])('Swift’s fatalError by %s ends where it was called', name => {
    const library = `${BUNDLE}/Frameworks/libswiftCore.dylib`;
    const { app, system } = ruled('cocoa', [...ours('main', 'Cart.charge(order:)'), ...from(library, name, 'abort')]);
    expect([app, system]).toEqual([
      ['main', 'Cart.charge'],
      ['main', 'Cart.charge'],
    ]);
  });

  test('work on a queue: how it came there says nothing, nor do thunks of the compiler', () => {
    const { app, system } = ruled('cocoa', [
      ...usrLib('system/libsystem_pthread.dylib', 'start_wqthread', '_pthread_wqthread'),
      ...usrLib('system/libdispatch.dylib', '_dispatch_worker_thread2', '_dispatch_root_queue_drain'),
      ...usrLib('system/libdispatch.dylib', '_dispatch_client_callout', '_dispatch_call_block_and_release'),
      ...ours('thunk for @escaping @callee_guaranteed () -> ()', 'closure #1 in Cart.load()'),
    ]);
    expect([app, system]).toEqual([['closure in Cart.load'], ['closure in Cart.load']]);
  });

  test('blocks of the application count, those of the system do not', () => {
    const { app, system } = ruled('cocoa', [
      ...apple('Foundation', '__53-[NSURLSession dataTask:]_block_invoke'),
      ...ours('__24-[Cart chargeWithOrder:]_block_invoke', '-[Cart fail]'),
    ]);
    expect(app).toEqual(['__24-[Cart chargeWithOrder:]_block_invoke', '-[Cart fail]']);
    expect(system).toEqual(app);
  });

  test('a hang: the run loop that waits says nothing', () => {
    const { app, system } = ruled('cocoa', [
      ...IOS_MAIN.filter(frame => frame.function !== '-[UIApplication _run]'),
      ...apple('CoreFoundation', '__CFRunLoopServiceMachPort'),
      ...usrLib('system/libsystem_kernel.dylib', 'mach_msg', 'mach_msg_overwrite', 'mach_msg2_trap'),
    ]);
    expect([app, system]).toEqual([[], []]);
  });

  test('what lies in an app’s own bundle is of the application, but for the languages’ and Sentry’s libraries', () => {
    const { inApp } = ruled('cocoa', [
      ...ours('add'),
      ...from(`${BUNDLE}/Frameworks/Payments.framework/Payments`, 'pay'),
      ...from(`${BUNDLE}/Frameworks/libswiftCore.dylib`, 'f'),
      ...from(`${BUNDLE}/Frameworks/Sentry.framework/Sentry`, 'g'),
      ...from(`${BUNDLE}/Frameworks/KSCrash.framework/KSCrash`, 'h'),
    ]);
    expect(inApp).toEqual(['add', 'pay']);
  });

  test.each([
    '-[SentryClient captureMessage:]',
    '+[SentrySDK crash]',
    '-[RNSentry captureEnvelope:]',
    '__54-[SentryUIViewControllerSwizzling swizzleViewDidLoad:]_block_invoke_2',
    '__157+[SentryNetworkTrackingIntegration resume]_block_invoke',
    'sentrycrashcm_handleException',
    'kscrash_install',
  ])('%s, linked into the application, is Sentry’s', name => {
    expect(ruled('cocoa', ours('-[Cart add]', name))).toEqual({
      inApp: ['-[Cart add]'],
      app: ['-[Cart add]'],
      system: ['-[Cart add]'],
    });
  });
});

describe('macOS', () => {
  const CONTENTS = '/Applications/Shop.app/Contents';

  test('AppKit: from the application’s own code on', () => {
    const shop = (...names: string[]) =>
      from(`${CONTENTS}/MacOS/Shop`, ...names).map(frame => ({ ...frame, in_app: true }));
    const { app, system } = ruled('cocoa', [
      ...usrLib('dyld', 'start'),
      ...shop('main'),
      ...apple('AppKit', 'NSApplicationMain', '-[NSApplication run]', '_DPSNextEvent'),
      ...apple('HIToolbox', '_BlockUntilNextEventMatchingListInModeWithFilter', 'ReceiveNextEventCommon'),
      ...apple('AppKit', '-[NSApplication sendAction:to:from:]'),
      ...shop('-[CartController buy:]'),
    ]);
    expect(app).toEqual(['-[CartController buy:]']);
    expect(system).toEqual(['-[NSApplication run]', '-[NSApplication sendAction:to:from:]', '-[CartController buy:]']);
  });

  test('Electron: what Chromium and V8 are made of counts, the end of the process does not', () => {
    const framework = `${CONTENTS}/Frameworks/Electron Framework.framework/Versions/A/Electron Framework`;
    const { inApp, system } = ruled('native', [
      ...usrLib('dyld', 'start'),
      ...from(framework, 'ElectronMain', 'content::ContentMain(content::ContentMainParams)', 'v8::Function::Call'),
      ...usrLib('system/libsystem_c.dylib', 'abort'),
      ...usrLib('system/libsystem_kernel.dylib', '__pthread_kill'),
    ]);
    expect(inApp).toEqual([]);
    expect(system).toEqual(['ElectronMain', 'content::ContentMain', 'v8::Function::Call']);
  });

  test('a program that was built here is of the application', () => {
    const frames = [...from('/Users/ada/shop/build/shop', 'shop::add()'), ...usrLib('libc++abi.dylib', 'f')];
    expect(ruled('native', frames).inApp).toEqual(['shop::add']);
  });
});

describe('Rust', () => {
  const started = from(
    '/srv/shop/bin/shop',
    '_start',
    '__libc_start_main',
    'main',
    'std::rt::lang_start',
    'std::rt::lang_start::{{closure}}',
    'std::sys::backtrace::__rust_begin_short_backtrace',
    'core::ops::function::FnOnce::call_once',
  );

  test.each([
    [['core::result::Result<T, E>::expect', 'core::result::unwrap_failed', 'core::panicking::panic_fmt']],
    [['core::option::Option<T>::unwrap', 'core::option::unwrap_failed', 'core::panicking::panic']],
    [['core::slice::index::slice_index_order_fail', 'core::panicking::panic_fmt']],
    [['std::panicking::begin_panic', 'std::sys_common::backtrace::__rust_end_short_backtrace']],
  ])('a panic by %j ends where the application caused it', given => {
    const { system } = ruled('native', [
      ...started,
      ...from('/srv/shop/bin/shop', 'shop::main', 'shop::cart::add', ...given, 'rust_begin_unwind'),
      ...from('/srv/shop/bin/shop', 'std::panicking::begin_panic_handler::{{closure}}', 'rust_panic', 'abort'),
    ]);
    expect(system).toEqual(['shop::main', 'shop::cart::add']);
  });

  test('what the SDK takes for the application’s is not when it is the language’s', () => {
    const frames = from(
      undefined,
      'shop::main',
      '<alloc::vec::Vec<T> as core::ops::Index>::index',
      'rust_begin_unwind',
    );
    expect(
      ruled(
        'native',
        frames.map(frame => ({ ...frame, in_app: true })),
      ).inApp,
    ).toEqual(['shop::main']);
  });

  test('through tokio: its frames count, what only calls on does not', () => {
    const { system } = ruled('native', [
      ...from('/lib/x86_64-linux-gnu/libc.so.6', '__clone3', 'start_thread'),
      ...from(
        '/srv/shop/bin/shop',
        'std::sys::pal::unix::thread::Thread::new::thread_start',
        '<alloc::boxed::Box<F,A> as core::ops::function::FnOnce<Args>>::call_once',
        'core::ops::function::FnOnce::call_once{{vtable.shim}}',
        'std::thread::Builder::spawn_unchecked_',
        'std::panic::catch_unwind',
        'std::panicking::try::h0123456789abcdef',
        'std::sys::backtrace::__rust_begin_short_backtrace',
        'tokio::runtime::task::harness::poll_future',
        'shop::serve::{{closure}}',
        'core::panicking::panic_fmt',
      ),
    ]);
    expect(system).toEqual(['tokio::runtime::task::harness::poll_future', 'shop::serve::{{closure}}']);
  });
});

describe('C and C++ on Linux and Android', () => {
  const started = [
    ...from('/srv/shop/bin/shop', '_start'),
    ...from('/lib/x86_64-linux-gnu/libc.so.6', '__libc_start_main_impl', '__libc_start_call_main'),
    ...from('/srv/shop/bin/shop', 'main', 'shop::add(int)'),
  ];

  test.each([
    [['__cxa_throw', '_Unwind_RaiseException', 'std::terminate()', 'abort', 'raise']],
    [['std::__throw_out_of_range_fmt(char const*, ...)', '__cxa_throw']],
    [['__cxa_pure_virtual', 'std::terminate()', '__cxxabiv1::__terminate(void (*)())', 'abort', '__GI_raise']],
    [['__assert_fail', '__assert_fail_base', 'abort', 'pthread_kill@@GLIBC_2.34']],
    [['__stack_chk_fail', '__fortify_fail', '__libc_message', 'abort']],
    [['malloc_printerr', '__libc_message', 'abort', '__pthread_kill_implementation']],
  ])('%j ends where the application called it', given => {
    const { system } = ruled('native', [...started, ...from('/lib/x86_64-linux-gnu/libc.so.6', ...given)]);
    expect(system).toEqual(['main', 'shop::add']);
  });

  test('a call through a function object or a lambda says nothing; the function that it calls does', () => {
    const { system } = ruled('native', [
      ...started,
      ...from(
        '/srv/shop/bin/shop',
        'std::function<void ()>::operator()() const',
        'std::_Function_handler<void (), shop::add(int)::{lambda()#1}>::_M_invoke(std::_Any_data const&)',
        'void std::__invoke_impl<void, shop::add(int)::{lambda()#1}&>(std::__invoke_other, shop::add(int)::{lambda()#1}&)',
        'shop::add(int)::{lambda()#1}::operator()() const',
        'shop::charge()',
      ),
    ]);
    expect(system).toEqual(['main', 'shop::add', 'shop::charge']);
  });

  test('a signal: what handles it says nothing', () => {
    const { system } = ruled('native', [
      ...started,
      ...from('/lib/x86_64-linux-gnu/libc.so.6', '__restore_rt'),
      ...from('/srv/shop/lib/libshop.so', 'google_breakpad::ExceptionHandler::SignalHandler(int, siginfo_t*, void*)'),
      ...from('/srv/shop/lib/libshop.so', 'google_breakpad::ExceptionHandler::WriteMinidumpWithException(int)'),
    ]);
    expect(system).toEqual(['main', 'shop::add']);
  });

  test('a thread of the NDK that aborts', () => {
    const libc = '/apex/com.android.runtime/lib64/bionic/libc.so';
    const { inApp, system } = ruled('native', [
      ...from(libc, '__start_thread', '__pthread_start(void*)'),
      ...from(
        '/data/app/~~A9JzPlzk==/com.shop-OUs7t61Y==/lib/arm64/libshop.so',
        'void* std::__ndk1::__thread_proxy<std::__ndk1::tuple<void (*)()> >(void*)',
        'shop::render()',
      ),
      ...from('/apex/com.android.art/lib64/libart.so', 'art::JNI<false>::CallVoidMethodV(_JNIEnv*)'),
      ...from(libc, 'abort', 'tgkill'),
    ]);
    expect([inApp, system]).toEqual([[], ['shop::render', 'art::JNI<T>::CallVoidMethodV']]);
  });

  test('a project’s function with a name like the standard library’s is the project’s', () => {
    const frames = from(undefined, 'core::Engine::start', 'Cart::abort', 'closures::run', 'memory::copy');
    const { app } = ruled(
      'native',
      frames.map(frame => ({ ...frame, in_app: true })),
    );
    expect(app).toEqual(['core::Engine::start', 'Cart::abort', 'closures::run', 'memory::copy']);
  });
});

describe('Windows', () => {
  const NTDLL = 'C:\\Windows\\System32\\ntdll.dll';
  const EXE = 'C:\\Program Files\\Shop\\shop.exe';
  const started = [
    ...from(NTDLL, 'RtlUserThreadStart'),
    ...from('C:\\Windows\\System32\\kernel32.dll', 'BaseThreadInitThunk'),
    ...from(EXE, '__scrt_common_main_seh', 'invoke_main', 'main'),
  ];

  test('an access violation below Qt: where the thread begins and what handles the end are left out', () => {
    const { inApp, system } = ruled('native', [
      ...started,
      ...from('C:\\Program Files\\Shop\\Qt6Core.dll', 'QCoreApplication::exec', 'QEventLoop::exec'),
      ...from('C:\\Program Files\\Shop\\Qt6Widgets.dll', 'QAbstractButton::clicked'),
      ...from(EXE, 'CartView::buy'),
      ...from(NTDLL, 'KiUserExceptionDispatcher', 'RtlDispatchException'),
      ...from('C:\\Windows\\System32\\KernelBase.dll', 'UnhandledExceptionFilter'),
    ]);
    expect(inApp).toEqual([]);
    expect(system).toEqual([
      'main',
      'QCoreApplication::exec',
      'QEventLoop::exec',
      'QAbstractButton::clicked',
      'CartView::buy',
    ]);
  });

  test.each([
    [['_wassert', 'common_assert_to_stderr_direct', 'abort', 'raise']],
    [['_CxxThrowException', 'RaiseException']],
    [['_purecall', '_invalid_parameter_noinfo']],
    [['__report_gsfailure', 'RaiseFailFastException']],
  ])('%j ends where the application called it', given => {
    const library = 'C:\\Windows\\System32\\ucrtbase.dll';
    const { system } = ruled('native', [...started, ...from(EXE, 'shop::add'), ...from(library, ...given)]);
    expect(system).toEqual(['main', 'shop::add']);
  });

  test('a thread of the C runtime, in any spelling', () => {
    const { system } = ruled('native', [
      ...from(NTDLL, '__RtlUserThreadStart@8', '_RtlUserThreadStart@8'),
      ...from('C:\\Windows\\System32\\kernel32.dll', '@BaseThreadInitThunk@12'),
      ...from('C:\\Windows\\System32\\ucrtbase.dll', 'thread_start<unsigned int (__cdecl*)(void *),1>'),
      ...from(EXE, 'shop::worker'),
    ]);
    expect(system).toEqual(['shop::worker']);
  });

  test('graphics drivers have a category of their own', () => {
    const driver = 'C:\\Windows\\System32\\DriverStore\\FileRepository\\nv.inf\\nvwgf2umx.dll';
    const event = makeEvent({ platform: 'native', stacktrace: { frames: [{ function: 'f', package: driver }] } });
    const [frame] = classifyFrames(event, STACKTRACE_RULES).stacktrace?.frames ?? [];
    expect(frame).toMatchObject({ in_app: false, data: { category: 'driver' } });
  });
});

describe('Unreal Engine', () => {
  const EXE = 'C:\\Games\\Shop\\Binaries\\Win64\\Shop.exe';
  const started = [
    ...from('C:\\Windows\\System32\\kernel32.dll', 'BaseThreadInitThunk'),
    ...from(EXE, 'WinMain', 'GuardedMain', 'FEngineLoop::Tick', 'UWorld::Tick', 'UShopUtils::Terminate'),
  ];
  const GAME = ['WinMain', 'GuardedMain', 'FEngineLoop::Tick', 'UWorld::Tick', 'UShopUtils::Terminate'];

  /** Of the application up to the one that checked. */
  const gameOf = (...given: readonly string[]) => ruled('native', [...started, ...from(EXE, ...given)]).app;

  test('a check: of the application up to the function that checked', () => {
    expect(
      gameOf(
        'DispatchCheckVerify<void,<lambda_5fec1e1801a68e0878de1879580bd439> >',
        'FDebug::CheckVerifyFailedImpl2',
        'FDebug::AssertFailedV',
        'FOutputDevice::LogfImpl',
        'FWindowsErrorOutputDevice::Serialize',
      ),
    ).toEqual(GAME);
  });

  test.each([
    ['since 5.4', ['UE::Assert::Private::ExecCheckImplInternal<lambda>', 'FDebug::EnsureFailed', 'ReportEnsure']],
    [
      'before',
      [
        'DispatchCheckVerify<bool,<lambda_1>>',
        '<lambda_5fec1e1801a68e0878de1879580bd439>::operator()',
        'FDebug::OptionallyLogFormattedEnsureMessageReturningFalse',
        'FDebug::EnsureFailed',
      ],
    ],
  ])('an ensure, %s: the same', (_, given) => {
    expect(gameOf(...given)).toEqual(GAME);
  });

  test('an event that the game sends: up to the function that sent it', () => {
    const given = [
      'USentrySubsystem::CaptureMessage',
      'FMicrosoftSentrySubsystem::CaptureMessage',
      'sentry_capture_event',
    ];
    expect(gameOf(...given)).toEqual(GAME);
  });

  test('which frames count without regard to whose they are is not the engine’s rules’', () => {
    const given = ['FDebug::CheckVerifyFailedImpl2', 'FDebug::AssertFailedV', 'FWindowsErrorOutputDevice::Serialize'];
    const { system } = ruled('native', [
      ...started,
      ...from(EXE, ...given, 'ReportAssert'),
      ...from('C:\\Windows\\System32\\KernelBase.dll', 'RaiseException'),
    ]);
    expect(system).toEqual([...GAME, ...given, 'ReportAssert']);
  });

  test('a class of the game whose name begins like the plugin’s is the game’s', () => {
    expect(gameOf('USentryPlaygroundUtils::Terminate', 'FDebug::CheckVerifyFailedImpl')).toEqual([
      ...GAME,
      'USentryPlaygroundUtils::Terminate',
    ]);
  });

  test('on a Mac everything in the bundle would be the application’s', () => {
    const bundle = '/Users/ada/Shop/Binaries/Mac/Shop.app/Contents/MacOS/Shop';
    const frames = from(
      bundle,
      'UShopUtils::Terminate',
      'UE::Assert::Private::ExecCheckImplInternal',
      'FDebug::EnsureFailed',
    );
    expect(ruled('cocoa', frames).inApp).toEqual(['UShopUtils::Terminate']);
  });
});
