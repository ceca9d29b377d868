import { type IssueShare, MAX_TALLY_ITEMS, type Tally, type TallyStore } from '../ports/tally-store.ts';
import { type Outcome, sumOutcomes } from '../protocol/outcome.ts';
import type { DigestEvent } from './digest-event.ts';

const HOUR_MS = 3_600_000;

/** Shares of several issues go into one transaction while it has room; two shares of one issue never meet in one. */
export const packTallies = (
  tally: Pick<TallyStore, 'sizeOf'>,
  projectId: string,
  shares: readonly IssueShare[],
): Tally[] => {
  const packs: { shares: IssueShare[]; issues: Set<string>; items: number }[] = [];
  for (const share of shares) {
    const { items } = tally.sizeOf(share);
    const { id } = share.issue.issue;
    const last = packs.at(-1);
    if (last && last.items + items <= MAX_TALLY_ITEMS && !last.issues.has(id)) {
      last.shares.push(share);
      last.issues.add(id);
      last.items += items;
    } else packs.push({ shares: [share], issues: new Set([id]), items });
  }
  return packs.map(pack => ({ projectId, shares: pack.shares, messages: [], totals: totalsOf(pack.shares) }));
};

/** By the hour of receipt, so that a project's totals balance against what came in during that hour. */
const totalsOf = (shares: readonly IssueShare[]): Tally['totals'] => {
  const sums = new Map<number, Outcome[]>();
  const add = ({ received, category }: DigestEvent, outcome: 'stored' | 'duplicate') => {
    const hour = received - (received % HOUR_MS);
    const sum = sums.get(hour) ?? [];
    sum.push({ category, outcome, reason: '', quantity: 1 });
    sums.set(hour, sum);
  };
  for (const share of shares) {
    // Shares are made of digest events in this room.
    for (const event of share.events as DigestEvent[]) add(event, 'stored');
    for (const event of share.duplicates as DigestEvent[]) add(event, 'duplicate');
  }
  return [...sums].flatMap(([hour, outcomes]) => sumOutcomes(outcomes).map(outcome => ({ hour, outcome })));
};
