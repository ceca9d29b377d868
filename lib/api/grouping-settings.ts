import { FORMER_GROUPING_CONFIG, GROUPING_CONFIG } from '../grouping/config.ts';
import { parseFingerprintRules } from '../grouping/fingerprint-rules/parse-fingerprint-rules.ts';
import { parseStacktraceRules } from '../grouping/stacktrace-rules/parse-stacktrace-rules.ts';
import { type GroupingSettings, NO_GROUPING_SETTINGS } from '../ports/grouping-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { RuleFaultJson } from './contract/grouping.ts';
import type { ProjectUpdate } from './contract/project.ts';
import { refuseFields } from './refusal.ts';

type GroupingUpdate = Partial<
  Pick<
    ProjectUpdate,
    | 'fingerprintingRules'
    | 'groupingConfig'
    | 'groupingEnhancements'
    | 'secondaryGroupingConfig'
    | 'secondaryGroupingExpiry'
  >
>;

const DAY_MS = 86_400_000;
/** Issues that were made by other stack-trace rules are found for so long after the change. */
const FORMER_RULES_MS = 30 * DAY_MS;
/** Rules that held for less made few issues: those before them are the ones to remember. */
const SHORT_LIVED_MS = DAY_MS;
/** Changes by others that one change waits for; the last of them tells the keys as well. */
const MAX_ROUNDS = 5;

/** What is wrong with rules: the first fault of each text. */
export const faultsOf = (update: GroupingUpdate): RuleFaultJson[] => {
  const { fault: inStacktrace } = parseStacktraceRules(update.groupingEnhancements ?? '');
  const fingerprints = parseFingerprintRules(update.fingerprintingRules ?? '');
  return [
    ...(inStacktrace ? [{ field: 'groupingEnhancements' as const, ...inStacktrace }] : []),
    ...('fault' in fingerprints ? [toJson(fingerprints.fault)] : []),
  ];
};

const toJson = ({ line, column, why }: { line: number; column: number; why: string }): RuleFaultJson => ({
  field: 'fingerprintingRules',
  line,
  column,
  reason: why,
});

/** Refuses rules that cannot be read, and says where. */
export const refuseFaults = (update: GroupingUpdate): void => {
  const faults = faultsOf(update);
  if (faults.length === 0) return;
  throw refuseFields(
    faults.map(({ field, line, column, reason }) => ({ field, why: `Line ${line}, column ${column}: ${reason}` })),
  );
};

/** Keeps what an update says of grouping, if it says anything. Keys know of the first rules before these hold. */
export const saveGrouping = async (
  deps: Pick<ApiDeps, 'clock' | 'grouping' | 'projects'>,
  projectId: string,
  update: GroupingUpdate,
): Promise<void> => {
  const given = givenOf(update);
  if (Object.keys(given).length === 0) return;
  if (hasRules(update)) await tellKeys(deps, projectId, true);
  const before = (await deps.grouping.get(projectId)) ?? NO_GROUPING_SETTINGS;
  await deps.grouping.set(projectId, settingsAfter(before, update, deps.clock.now()));
  await settleKeys(deps, projectId);
};

/** What becomes of settings by an update. @param now milliseconds since 1970 */
export const settingsAfter = (before: GroupingSettings, update: GroupingUpdate, now: number): GroupingSettings => ({
  ...rememberFormer(before, update.groupingEnhancements, now),
  ...givenOf(update),
  // Digests know rules by this time: two changes of one millisecond are two.
  lastUpdated: Math.max(now, before.lastUpdated + 1),
});

const givenOf = (update: GroupingUpdate): Partial<GroupingSettings> => {
  const { groupingEnhancements, fingerprintingRules, groupingConfig } = update;
  const { secondaryGroupingConfig, secondaryGroupingExpiry } = update;
  const named = { groupingEnhancements, fingerprintingRules, groupingConfig };
  return Object.fromEntries(
    Object.entries({ ...named, secondaryGroupingConfig, secondaryGroupingExpiry }).filter(
      ([, value]) => value !== undefined,
    ),
  );
};

/** Any line that is neither empty nor a comment. */
const A_RULE = /^[ \t]*[^\s#]/m;

const hasRules = ({ fingerprintingRules = '', groupingEnhancements = '' }: GroupingUpdate): boolean =>
  A_RULE.test(fingerprintingRules) || A_RULE.test(groupingEnhancements);

const tellKeys = async (
  { projects }: Pick<ApiDeps, 'projects'>,
  projectId: string,
  ownGrouping: boolean,
): Promise<void> => {
  const told = (await projects.settings(projectId))?.ownGrouping ?? false;
  if (told === ownGrouping) return;
  await projects.updateProject(projectId, { settings: settings => ({ ...settings, ownGrouping }) });
};

/** What keys say is what the last one to change the rules has left: told again if somebody has changed them meanwhile. */
const settleKeys = async (deps: Pick<ApiDeps, 'grouping' | 'projects'>, projectId: string): Promise<void> => {
  let rules = await deps.grouping.get(projectId);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await tellKeys(deps, projectId, hasRules(rules ?? NO_GROUPING_SETTINGS));
    const now = await deps.grouping.get(projectId);
    if (now?.lastUpdated === rules?.lastUpdated) return;
    rules = now;
  }
};

const rememberFormer = (before: GroupingSettings, after: string | undefined, now: number): GroupingSettings => {
  if (after === undefined || after === before.groupingEnhancements) return before;
  const { former, groupingEnhancements } = before;
  const until = now + FORMER_RULES_MS;
  if (former && former.until > until - SHORT_LIVED_MS) return before;
  return { ...before, former: { groupingEnhancements, until } };
};

/** As Sentry shows it among a project's settings. */
export const presentGrouping = (settings: GroupingSettings = NO_GROUPING_SETTINGS) => ({
  groupingConfig: settings.groupingConfig ?? GROUPING_CONFIG,
  groupingEnhancements: settings.groupingEnhancements,
  fingerprintingRules: settings.fingerprintingRules,
  secondaryGroupingConfig: settings.secondaryGroupingConfig ?? FORMER_GROUPING_CONFIG,
  secondaryGroupingExpiry: settings.secondaryGroupingExpiry,
});
