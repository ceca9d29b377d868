const SYSTEM = ['android', 'androidx', 'com.android', 'dalvik', 'java', 'javax'];

const FRAMEWORKS = [
  'akka',
  'com.fasterxml',
  'com.microsoft',
  'com.sun',
  'feign',
  'io.opentelemetry',
  'io.sentry',
  'jdk',
  'oauth',
  'org.apache',
  'org.glassfish',
  'org.jboss',
  'org.jdesktop',
  'org.postgresql',
  'org.springframework',
  'org.web3j',
  'reactor.core',
  'scala',
  'sun',
];

const LIBRARIES = ['kotlin', 'kotlinx', 'io.ktor', 'io.netty'];

const UI = [
  'android.app.Dialog',
  'android.text.*',
  'android.view.*',
  'android.widget.*',
  'androidx.*.view.*',
  'androidx.*.widget.*',
];

/** Whatever a thread does, its stack begins with these: class, and functions of it. */
const THREAD_BASES: readonly (readonly [module: string, ...functions: string[]])[] = [
  ['dalvik.system.NativeStart', 'main', 'run'],
  ['com.android.internal.os.ZygoteInit', 'main'],
  ['com.android.internal.os.ZygoteInit$MethodAndArgsCaller', 'run'],
  ['com.android.internal.os.RuntimeInit$MethodAndArgsCaller', 'run'],
  ['android.app.ActivityThread', 'main'],
  ['android.os.HandlerThread', 'run'],
  ['android.os.Looper', 'loop', 'loopOnce'],
  ['android.os.Handler', 'dispatchMessage', 'handleCallback'],
  ['android.view.Choreographer$FrameDisplayEventReceiver', 'run'],
  ['java.lang.Thread', 'run'],
  ['java.util.concurrent.ThreadPoolExecutor', 'runWorker'],
  ['java.util.concurrent.ThreadPoolExecutor$Worker', 'run'],
];

const threadBases = THREAD_BASES.flatMap(([module, ...functions]) =>
  functions.map(name => `family:other module:${module} function:${name} category=threadbase`),
);

/** Java, Kotlin, Scala and Android. */
export const JAVA_RULES = `
${SYSTEM.map(name => `family:other module:${name}.* category=system`).join('\n')}
${FRAMEWORKS.map(name => `family:other module:${name}.* category=framework`).join('\n')}
${LIBRARIES.map(name => `family:other module:${name}.* -app`).join('\n')}
${UI.map(pattern => `family:other module:${pattern} category=ui`).join('\n')}
${threadBases.join('\n')}
family:other category:framework -app
family:other module:io.sentry.* -group

# Crash reporters that makers of telephones and app stores build in
family:other module:cn.gundam.sdk.* category=telemetry
family:other module:com.lenovo.payplus.analytics.* category=telemetry
`;
