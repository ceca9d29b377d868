import { FORMER_GROUPING_CONFIG } from '../grouping/config.ts';
import { DEFAULT_RULES } from '../grouping/default-rules.ts';
import { formerTexts } from '../grouping/former-texts.ts';
import type { GroupingRules } from '../grouping/grouping-rules.ts';
import { rulesOf } from '../grouping/rules-of.ts';
import { type GroupingSettings, type GroupingStore, NO_GROUPING_SETTINGS } from '../ports/grouping-store.ts';
import { recent } from '../protocol/recent.ts';

/** A project's rules are as old as this at most. */
const MAX_AGE_MS = 60_000;
const MAX_PROJECTS = 1_000;

/** How the events of a project are grouped, and how they were. */
export interface ProjectGrouping {
  readonly rules: GroupingRules;
  /** Ways by which issues were made that are to be found still, the latest first. */
  readonly former: () => readonly GroupingRules[];
}

export interface GroupingReader {
  of(projectId: string, now: number): Promise<ProjectGrouping>;
}

/** Of a project of which nobody has said anything. */
export const DEFAULT_GROUPING: ProjectGrouping = {
  rules: DEFAULT_RULES,
  former: once(() => [rulesOf({ ...NO_GROUPING_SETTINGS, groupingConfig: FORMER_GROUPING_CONFIG })]),
};

interface Known {
  /** Changes with the rules. */
  version: number;
  at: number;
  grouping: ProjectGrouping;
}

/** Reads a project's rules once a minute, and makes them ready when they have changed. */
export const groupingReader = (store: Pick<GroupingStore, 'get'>): GroupingReader => {
  const projects = recent<Known>(MAX_PROJECTS);
  // A batch of several parts asks at the same moment.
  const reading = new Map<string, Promise<Known>>();

  const readAnew = async (projectId: string, now: number): Promise<Known> => {
    const before = projects.get(projectId);
    const settings = await store.get(projectId);
    const version = settings?.lastUpdated ?? 0;
    const grouping = settings ? groupingOf(settings, now) : DEFAULT_GROUPING;
    const known = { version, at: now, grouping: before?.version === version ? before.grouping : grouping };
    projects.set(projectId, known);
    return known;
  };

  return {
    of: async (projectId, now) => {
      const known = projects.get(projectId);
      if (known && Math.abs(now - known.at) < MAX_AGE_MS) return known.grouping;
      const asked = reading.get(projectId) ?? readAnew(projectId, now).finally(() => reading.delete(projectId));
      reading.set(projectId, asked);
      return (await asked).grouping;
    },
  };
};

/** What settings come to. @param now milliseconds since 1970 */
export const groupingOf = (settings: GroupingSettings, now: number): ProjectGrouping => ({
  rules: rulesOf(settings),
  former: once(() => formerTexts(settings, now).map(rulesOf)),
});

/** Made when it is asked for first: seldom an event is looked up by how it was grouped before. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
