import type { Json, JsonObject } from '../protocol/json.ts';

type Kind = 'os' | 'browser' | 'runtime';

/** Ours: longer ones are no name of a system, and nothing that a tag could hold. */
const MAX_NAME_UNITS = 256;
const MAX_DESCRIPTION_UNITS = 1024;

/**
 * An operating system, browser or runtime with `name version` as one text (what Sentry makes tags of). A runtime without a
 * version has none: its name alone is what all of its kind are called.
 */
export const describeSystem = (kind: Kind, context: JsonObject): void => {
  readDescription(kind, context);
  const { name, version } = context;
  if (isText(context[kind]) || !isText(name) || name.length > MAX_NAME_UNITS) return;
  if (isText(version) && version.length <= MAX_NAME_UNITS) context[kind] = `${name} ${version}`;
  else if (kind !== 'runtime') context[kind] = name;
};

const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';

const readDescription = (kind: Kind, context: JsonObject): void => {
  if (!isText(context.name) && !isText(context.version)) {
    const raw = context.raw_description;
    const isShort = isText(raw) && raw.length <= MAX_DESCRIPTION_UNITS;
    if (isShort && kind === 'os') Object.assign(context, readOs(raw));
    if (isShort && kind === 'runtime') Object.assign(context, readRuntime(raw));
  }
  if (kind === 'runtime' && context.name === '.NET Framework') setFrameworkVersion(context);
};

interface Found {
  name: string;
  version?: string;
  build?: string;
  kernel_version?: string;
}

/** Three numbers at most, and a fourth that is not 0. */
const NUMBERS = String.raw`\d+\.\d+(?:\.\d+(?:\.[1-9]+)?)?`;
const WINDOWS = /^(?:Microsoft )?Windows (?:NT )?(\d+\.\d+\.(\d+))/;
const WINDOWS_OF_UNITY = /^Windows \d+ +\((\d+\.\d+\.(\d+))/;
const ANDROID = /^Android (?:OS )?(\d+(?:\.\d+\.\d+)?) \/ API-\d+/;
const MAC_OS = /^Mac OS X (\d+\.\d+\.\d+)(?: \((\w+)\))?/;
const IOS = /^(iOS|iPadOS) (\d+\.\d+(?:\.\d+)?)/;
const LINUX_DISTRIBUTION = new RegExp(`^Linux (${NUMBERS}) ([A-Za-z]+) (\\d+(?:\\.\\d+){0,2})`);
/** What `uname` says: the number is the kernel's. */
const KERNEL = new RegExp(`^([A-Za-z]+) (${NUMBERS})`);
const NAME_AND_NUMBER = /^([A-Za-z]+) (\d+)$/;

/** Descriptions of the operating systems themselves, in the words of .NET, Unity and `uname`. */
const readOs = (raw: string): Found | undefined => {
  if (raw === 'Nintendo Switch') return { name: 'Nintendo OS' };
  const windows = WINDOWS.exec(raw) ?? WINDOWS_OF_UNITY.exec(raw);
  if (windows) return windowsBuild(windows[1] ?? '', windows[2] ?? '');
  const android = ANDROID.exec(raw);
  if (android) return named('Android', android[1], undefined);
  const mac = MAC_OS.exec(raw);
  if (mac) return named('macOS', mac[1], mac[2]);
  const ios = IOS.exec(raw) ?? NAME_AND_NUMBER.exec(raw);
  if (ios) return named(ios[1] ?? '', ios[2], undefined);
  const linux = LINUX_DISTRIBUTION.exec(raw);
  if (linux) return { ...named(linux[2] ?? '', linux[3], undefined), kernel_version: linux[1] ?? '' };
  const kernel = KERNEL.exec(raw);
  return kernel ? { name: kernel[1] ?? '', kernel_version: kernel[2] ?? '' } : undefined;
};

const named = (name: string, version: string | undefined, build: string | undefined): Found => ({
  name,
  ...(version === undefined ? {} : { version }),
  ...(build === undefined ? {} : { build }),
});

/** Builds tell the versions apart: Windows 11 calls itself 10.0. One that Sentry does not know keeps its number. */
const WINDOWS_BUILDS: readonly (readonly [first: number, last: number, version: string])[] = [
  [2600, 3790, 'XP'],
  [6002, 6002, 'Vista'],
  [7601, 7601, '7'],
  [9200, 9200, '8'],
  [9600, 9600, '8.1'],
  [10_240, 19_044, '10'],
  [22_000, 22_999, '11'],
];

const windowsBuild = (full: string, build: string): Found => {
  const number = Number(build);
  const version = WINDOWS_BUILDS.find(([first, last]) => number >= first && number <= last)?.[2];
  return { name: 'Windows', version: version ?? full, build };
};

/** `.NET Core 3.1.2`, `Mono 5.10 (…)`: the words before the number are the name. */
const readRuntime = (raw: string): Found | undefined => {
  const match = /^(.{1,64}?) (\d+(?:\.\d+)+)/.exec(raw);
  return match?.[1] === undefined ? undefined : named(match[1], match[2], undefined);
};

/** The releases by the numbers that the registry of Windows has for them (Microsoft's list). */
const FRAMEWORK_RELEASES = new Map([
  ['378389', '4.5'],
  ['378675', '4.5.1'],
  ['378758', '4.5.1'],
  ['379893', '4.5.2'],
  ['393295', '4.6'],
  ['393297', '4.6'],
  ['394254', '4.6.1'],
  ['394271', '4.6.1'],
  ['394802', '4.6.2'],
  ['394806', '4.6.2'],
  ['460798', '4.7'],
  ['460805', '4.7'],
  ['461308', '4.7.1'],
  ['461310', '4.7.1'],
  ['461808', '4.7.2'],
  ['461814', '4.7.2'],
  ['528040', '4.8'],
  ['528049', '4.8'],
  ['528209', '4.8'],
  ['528372', '4.8'],
  ['528449', '4.8'],
]);

/** The framework does not know its own version, but its release. */
const setFrameworkVersion = (context: JsonObject): void => {
  const version = isText(context.build) ? FRAMEWORK_RELEASES.get(context.build) : undefined;
  if (version !== undefined) context.version = version;
};
