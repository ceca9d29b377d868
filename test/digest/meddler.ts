import { type IssueStore, idsOf } from '../../lib/ports/issue-store.ts';
import { lifeAtBirth } from '../../lib/protocol/issue-life.ts';
import { NOW } from '../support/digester.ts';
import { below } from './crash-traffic.ts';
import type { Fate } from './mortal-wire.ts';

const BY = { at: NOW, user: { id: 'me', name: 'me@example.com' } };
const LIVED = { status: 'unresolved', substatus: 'new', life: lifeAtBirth('error') } as const;
/** What people do while one batch is digested. */
const MAX_ACTS = 3;

type Merging = Pick<IssueStore, 'list' | 'merge' | 'unmerge'>;

/** People who merge issues and split them off again while digesters count; they die with them. */
export const meddler =
  (issues: Merging, { random, fate }: { random: () => number; fate: Fate }) =>
  async () => {
    try {
      for (let left = below(random, MAX_ACTS + 1); left > 0; left--) await act(issues, random);
    } catch (error) {
      // Whoever asked a dead or troubled table gave up.
      if (!fate.dead && fate.trouble === 0) throw error;
    }
  };

const act = async (issues: Merging, random: () => number): Promise<void> => {
  const shown = (await issues.list('1', 'unresolved', { limit: 100 })).issues;
  const one = shown[below(random, shown.length)];
  if (!one) return;
  const [, ...merged] = idsOf(one);
  const child = merged[below(random, merged.length)];
  if (child && random() < 0.5) await issues.unmerge(one.id, child, BY, LIVED);
  else await issues.merge(one.id, shown[below(random, shown.length)]?.id ?? '', BY);
};

/** Everybody is on their own again. */
export const unmergeAll = async (issues: Merging): Promise<void> => {
  for (const { id, merged } of (await issues.list('1', 'unresolved', { limit: 100 })).issues)
    for (const child of merged?.ids ?? []) await issues.unmerge(id, child, BY, LIVED);
};
