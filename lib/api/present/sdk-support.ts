import type { Sdk } from '../../protocol/event.ts';

/** From these versions on SDKs send the debug ids of loaded files. */
const SINCE: Readonly<Record<string, string>> = {
  'sentry.javascript.react-native': '5.11.1',
  'sentry.javascript.electron': '4.6.0',
};
const SINCE_OTHERS = '7.56.0';
/** These never do. */
const NEVER: ReadonlySet<string> = new Set(['sentry.javascript.cordova', 'sentry.javascript.wasm']);
const OFFICIAL = /^sentry\.javascript\.[\w.-]+$/;

/** Whether the SDK that sent an event knows debug ids. Sentry's words. */
export const presentSdkSupport = (sdk: Sdk | undefined) => {
  const name = sdk?.name ?? '';
  const since = (Object.hasOwn(SINCE, name) ? SINCE[name] : undefined) ?? SINCE_OTHERS;
  return {
    sdk_version: sdk?.version ?? null,
    min_debug_id_sdk_version: OFFICIAL.test(name) && !NEVER.has(name) ? since : null,
    sdk_debug_id_support: supportOf(name, sdk?.version, since),
  };
};

const supportOf = (name: string, version: string | undefined, since: string) => {
  if (version === undefined || NEVER.has(name)) return 'not-supported';
  if (!OFFICIAL.test(name)) return 'unofficial-sdk';
  return isBefore(version, since) ? 'needs-upgrade' : 'full';
};

const isBefore = (version: string, other: string): boolean => {
  const [own, others] = [numbersOf(version), numbersOf(other)];
  const place = own.findIndex((number, index) => number !== others[index]);
  return place !== -1 && (own[place] ?? 0) < (others[place] ?? 0);
};

/** The first three numbers; what stands behind a hyphen is before the release, which is near enough. */
const numbersOf = (version: string): number[] => {
  const parts = version.split(/[.-]/);
  return [0, 1, 2].map(place => Number.parseInt(parts[place] ?? '', 10) || 0);
};
