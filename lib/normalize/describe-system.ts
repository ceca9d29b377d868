import type { JsonObject } from '../protocol/json.ts';

type Kind = 'os' | 'browser' | 'runtime';

/** Ours: longer ones are no name of a system, and nothing that a tag could hold. */
const MAX_NAME_UNITS = 256;
const MAX_DESCRIPTION_UNITS = 1024;

/**
 * An operating system, browser or runtime with `name version` as one text (what Sentry makes tags of). What is made here
 * comes first: a context that is too long loses its last fields.
 */
export const describeSystem = (kind: Kind, context: JsonObject): JsonObject => {
  const found = context.name === undefined || context.name === null ? readRawDescription(kind, context) : undefined;
  const described = found === undefined ? context : { ...found, ...context, ...found };
  const { name, version } = described;
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME_UNITS) return described;
  const text = typeof version === 'string' && version.length <= MAX_NAME_UNITS ? `${name} ${version}`.trim() : name;
  return { [kind]: text, ...described, [kind]: text };
};

const readRawDescription = (kind: Kind, context: JsonObject): Found | undefined => {
  const raw = context.raw_description;
  if (typeof raw !== 'string' || raw.length > MAX_DESCRIPTION_UNITS || kind === 'browser') return undefined;
  return kind === 'os' ? readOs(raw) : readRuntime(raw);
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
  const linux = /^Linux (?:\S+ )?(\d+(?:\.\d+)+)/.exec(raw);
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
  [21_999, '10'],
  [Number.POSITIVE_INFINITY, '11'],
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
