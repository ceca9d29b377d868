import type { Issue } from '../../lib/ports/issue-store.ts';
import { lifeAtBirth } from '../../lib/protocol/issue-life.ts';

/** What an issue has of which a test says nothing: no history, and no end. */
export const NEWBORN: Pick<Issue, 'life' | 'lifeVersion' | 'users' | 'hashes' | 'keptSlot' | 'birth' | 'expires'> = {
  life: lifeAtBirth('error'),
  lifeVersion: 0,
  users: 0,
  hashes: [],
  keptSlot: 0,
  birth: { hours: [], tags: [], users: [] },
  expires: Date.parse('2100-01-01T00:00:00Z'),
};
