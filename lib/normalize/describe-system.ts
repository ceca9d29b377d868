import type { JsonObject } from '../protocol/json.ts';

type Kind = 'os' | 'browser' | 'runtime';

/** An operating system, browser or runtime with `name version` as one text (what Sentry makes tags of). */
export const describeSystem = (kind: Kind, context: JsonObject): JsonObject | undefined => {
  if (context.name === undefined || context.name === null) readRawDescription(kind, context);
  const { name, version } = context;
  if (typeof name === 'string' && name !== '') {
    context[kind] = typeof version === 'string' && version !== '' ? `${name} ${version}` : name;
  }
  return Object.keys(context).length > 0 ? context : undefined;
};

const readRawDescription = (kind: Kind, context: JsonObject): void => {
  const raw = context.raw_description;
  if (typeof raw !== 'string' || kind === 'browser') return;
  const found = kind === 'os' ? readOs(raw) : readRuntime(raw);
  if (found !== undefined) Object.assign(context, found);
};

type Found = { name: string; version?: string; build?: string; kernel_version?: string };

/** Descriptions of the operating systems themselves, in the words of .NET, Unity and `uname`. */
const readOs = (raw: string): Found | undefined => {
  const windows = /^(?:Microsoft )?Windows (?:NT )?(\d+\.\d+\.(\d+)(?:\.\d+)*)/.exec(raw);
  if (windows) return windowsBuild(windows[1] ?? '', Number(windows[2]));
  const apple = /^(?:Mac OS X|macOS|iOS|iPadOS|iPhone OS) (?:Version )?([\d.]+)(?: \((?:Build )?(\w+)\))?/.exec(raw);
  if (apple)
    return named(raw.startsWith('i') ? (raw.startsWith('iPadOS') ? 'iPadOS' : 'iOS') : 'macOS', apple[1], apple[2]);
  const android = /^Android (?:OS )?([\d.]+)/.exec(raw);
  if (android) return named('Android', android[1], undefined);
  const linux = /^Linux (?:\S+ )?(\d+\.\d+(?:\.\d+(?:\.[1-9]\d*)?)?)/.exec(raw);
  return linux ? { name: 'Linux', kernel_version: linux[1] ?? '' } : undefined;
};

const named = (name: string, version: string | undefined, build: string | undefined): Found => ({
  name,
  ...(version === undefined ? {} : { version }),
  ...(build === undefined ? {} : { build }),
});

/** Builds are told apart by number: Windows 11 calls itself 10.0. */
const WINDOWS_BUILDS: readonly (readonly [last: number, version: string])[] = [
  [3790, 'XP'],
  [6002, 'Vista'],
  [7601, '7'],
  [9200, '8'],
  [9600, '8.1'],
  [19_044, '10'],
  [22_999, '11'],
];

const windowsBuild = (full: string, build: number): Found => {
  const version = WINDOWS_BUILDS.find(([last]) => build <= last)?.[1];
  return { name: 'Windows', version: version ?? full, build: String(build) };
};

/** `.NET Core 3.1.2`, `Mono 5.10 (…)`: the words before the number are the name. */
const readRuntime = (raw: string): Found | undefined => {
  const match = /^(.{1,64}?) (\d+(?:\.\d+)+)/.exec(raw);
  return match?.[1] === undefined ? undefined : named(match[1], match[2], undefined);
};
