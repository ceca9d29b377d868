import { type IssueShare, MAX_TALLY_ITEMS, type Tally, type TallyStore } from '../ports/tally-store.ts';
import type { DataCategory } from '../protocol/data-category.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { DigestEvent } from './digest-event.ts';

const HOUR_MS = 3_600_000;
const CATEGORY: DataCategory = 'error';

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
  const sums = new Map<number, { stored: number; duplicate: number }>();
  const add = (event: DigestEvent, outcome: 'stored' | 'duplicate') => {
    const hour = event.received - (event.received % HOUR_MS);
    const sum = sums.get(hour) ?? { stored: 0, duplicate: 0 };
    sum[outcome]++;
    sums.set(hour, sum);
  };
  for (const share of shares) {
    // Shares are made of digest events in this room.
    for (const event of share.events as DigestEvent[]) add(event, 'stored');
    for (const event of share.duplicates as DigestEvent[]) add(event, 'duplicate');
  }
  return [...sums].flatMap(([hour, sum]) => [
    ...rows(hour, 'stored', sum.stored),
    ...rows(hour, 'duplicate', sum.duplicate),
  ]);
};

const rows = (hour: number, outcome: Outcome['outcome'], quantity: number): Tally['totals'] =>
  quantity > 0 ? [{ hour, outcome: { category: CATEGORY, outcome, reason: '', quantity } }] : [];
