import { parseUserAgent } from '../normalize/parse-user-agent.ts';
import type { SentryEvent } from '../protocol/event.ts';
import type { Filter, Sender } from './filter.ts';
import { userAgentOf } from './user-agent-of.ts';

/** A browser's major versions, from the first to before the last. */
type Versions = readonly [family: string, from: number, before: number];

/** Sentry's ids with the versions that each drops; the longer ids are the older ones. */
const VERSIONS = {
  ie: [['IE', 0, 12]],
  edge: [['Edge', 0, 111]],
  safari: [['Safari', 0, 16]],
  firefox: [['Firefox', 0, 111]],
  chrome: [['Chrome', 0, 111]],
  opera: [['Opera', 0, 100]],
  opera_mini: [['Opera Mini', 0, 35]],
  android: [['Android', 0, 4]],
  ie_pre_9: [['IE', 0, 9]],
  ie9: [['IE', 9, 10]],
  ie10: [['IE', 10, 11]],
  ie11: [['IE', 11, 12]],
  opera_pre_15: [['Opera', 0, 15]],
  opera_mini_pre_8: [['Opera Mini', 0, 8]],
  android_pre_4: [['Android', 0, 4]],
  safari_pre_6: [['Safari', 0, 6]],
  edge_pre_79: [['Edge', 0, 79]],
  default: [
    ['IE', 0, 10],
    ['Safari', 0, 6],
    ['Opera', 0, 15],
    ['Opera Mini', 0, 8],
    ['Android', 0, 4],
  ],
} satisfies Record<string, readonly Versions[]>;

export type LegacyBrowser = keyof typeof VERSIONS;
// The keys of a literal are the keys of its type.
export const LEGACY_BROWSERS = Object.keys(VERSIONS) as readonly LegacyBrowser[];

/** Errors of browsers so old that their errors help nobody. */
export const legacyBrowsers: Filter = settings => {
  const ids = new Set(settings.legacyBrowsers);
  const versions: Versions[] = LEGACY_BROWSERS.filter(id => ids.has(id)).flatMap((id): Versions[] => [...VERSIONS[id]]);
  if (versions.length === 0) return undefined;
  return (event, sender) => {
    const { name, major } = browserOf(event, sender);
    return versions.some(([family, from, before]) => name === family && major >= from && major < before);
  };
};

interface Browser {
  name: unknown;
  /** `NaN`, which is in no range, when it is not known. */
  major: number;
}

/** By the agent's own words; else as the SDK or the client hints told. */
const browserOf = (event: SentryEvent, sender: Sender): Browser => {
  const { name, version } = parseUserAgent(userAgentOf(event, sender)).browser ?? event.contexts?.browser ?? {};
  return { name, major: typeof version === 'string' ? Number.parseInt(version, 10) : Number.NaN };
};
