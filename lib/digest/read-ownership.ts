import { type PreparedRule, prepareRules } from '../life/ownership/match-owners.ts';
import { parseOwnership } from '../life/ownership/parse-ownership.ts';
import type { OwnershipStore } from '../ports/ownership-store.ts';
import { recent } from '../protocol/recent.ts';

/** A project's rules are as old as this at most. */
const MAX_AGE_MS = 60_000;
/** What nobody owned is looked at again after this. */
const LOOK_AGAIN_MS = 3_600_000;
const MAX_PROJECTS = 1_000;
const MAX_ISSUES = 10_000;

export interface OwnershipReader {
  /** Rules to compare an issue's event with; none for an issue that was compared with the same rules lately. */
  rulesFor(projectId: string, issueId: string, now: number): Promise<readonly PreparedRule[]>;
}

interface Known {
  rules: readonly PreparedRule[];
  /** Changes with the rules. */
  version: number;
  at: number;
}

/** Reads a project's rules once a minute, and spares issues that nobody owns the comparison with each batch. */
export const ownershipReader = (store: Pick<OwnershipStore, 'get'>): OwnershipReader => {
  const projects = recent<Known>(MAX_PROJECTS);
  const looked = recent<{ version: number; at: number }>(MAX_ISSUES);

  // A batch asks for many issues at the same moment.
  const reading = new Map<string, Promise<Known>>();

  const read = (projectId: string, now: number): Promise<Known> => {
    const known = projects.get(projectId);
    if (known && Math.abs(now - known.at) < MAX_AGE_MS) return Promise.resolve(known);
    const asked = reading.get(projectId) ?? readAnew(projectId, known, now).finally(() => reading.delete(projectId));
    reading.set(projectId, asked);
    return asked;
  };

  const readAnew = async (projectId: string, known: Known | undefined, now: number): Promise<Known> => {
    const ownership = await store.get(projectId);
    const version = ownership?.lastUpdated ?? 0;
    const isSame = known?.version === version;
    const rules = ownership?.autoAssignment === 'issue_owner' ? (isSame ? known.rules : rulesOf(ownership.raw)) : [];
    const fresh = { rules, version, at: now };
    projects.set(projectId, fresh);
    return fresh;
  };

  return {
    rulesFor: async (projectId, issueId, now) => {
      const { rules, version } = await read(projectId, now);
      if (rules.length === 0) return rules;
      const last = looked.get(issueId);
      if (last?.version === version && Math.abs(now - last.at) < LOOK_AGAIN_MS) return [];
      looked.set(issueId, { version, at: now });
      return rules;
    },
  };
};

const rulesOf = (raw: string): PreparedRule[] => {
  const parsed = parseOwnership(raw);
  return 'rules' in parsed ? prepareRules(parsed.rules) : [];
};
