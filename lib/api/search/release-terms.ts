import { compareVersions } from '../../life/release-order.ts';
import { parseRelease } from '../../normalize/parse-release.ts';
import { readNumberComparison } from './comparison.ts';
import { matches } from './matches.ts';
import type { TagCondition } from './search.ts';

type OnRelease = (release: string) => boolean;

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '>': order => order > 0,
  '>=': order => order >= 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '': order => order === 0,
};
const COMPARED = /^(>=|<=|>|<|)([0-9A-Za-z.+-]{1,200})$/;

/** `1.2.3`, `>=1.2.0`, `1.2.*`; builds matter only where one is named. */
const onVersion = (value: string): OnRelease | undefined => {
  if (value.includes('*')) return release => matches(withoutBuild(parseRelease(release).raw), value);
  const [, operator = '', bound = ''] = COMPARED.exec(value) ?? [];
  const asked = `x@${bound}`;
  if (parseRelease(asked).version === undefined) return undefined;
  const seen = bound.includes('+') ? (release: string) => release : withoutBuild;
  return release => {
    const order = compareVersions(seen(release), asked);
    return order !== undefined && (OPERATORS[operator]?.(order) ?? false);
  };
};

const withoutBuild = (release: string): string => release.split('+', 1)[0] ?? '';

const onPackage = (value: string): OnRelease => {
  return release => matches(parseRelease(release).package ?? '', value);
};

/** `77`, `>70`, or as it is written. */
const onBuild = (value: string): OnRelease => {
  const holds = readNumberComparison(value);
  return release => {
    const { build } = parseRelease(release).version ?? {};
    if (build === undefined) return false;
    return holds && /^\d{1,15}$/.test(build) ? holds(Number(build)) : matches(build, value);
  };
};

const FIELDS: ReadonlyMap<string, (value: string) => OnRelease | undefined> = new Map<
  string,
  (value: string) => OnRelease | undefined
>([
  ['release.version', onVersion],
  ['release.package', onPackage],
  ['release.build', onBuild],
  // Stages of adoption are made of sessions, which are not kept.
  ['release.stage', () => undefined],
]);

export const isReleaseKey = (key: string): boolean => FIELDS.has(key);

/** Issues of which an event named such a release. `undefined`: the value is none that can be looked for. */
export const releaseCondition = (key: string, value: string): TagCondition | undefined => {
  const holds = value === '' ? undefined : FIELDS.get(key)?.(value);
  return holds && (tags => tags.some(tag => tag.key === 'release' && tag.value !== undefined && holds(tag.value)));
};
