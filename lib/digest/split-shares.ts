import { type IssueShare, MAX_RECEIPT_NAMES, MAX_TALLY_ITEMS, type TallyStore } from '../ports/tally-store.ts';
import type { ShareInput } from './share.ts';

/**
 * Cuts the events of one issue into shares that each fit into one transaction. Cuts in halves: nearly every batch fits
 * whole, and a storm's batch after one or two cuts.
 */
export const splitShares = (
  tally: Pick<TallyStore, 'sizeOf'>,
  input: ShareInput,
  make: (part: ShareInput, previous: IssueShare | undefined) => IssueShare,
): IssueShare[] => {
  const shares: IssueShare[] = [];
  const queue = [bySecond(input)];
  for (let part = queue.shift(); part; part = queue.shift()) {
    const share = make(part, shares.at(-1));
    const { items, names } = tally.sizeOf(share);
    if ((items <= MAX_TALLY_ITEMS && names <= MAX_RECEIPT_NAMES) || isSmallest(part)) shares.push(share);
    else queue.unshift(...halves(part));
  }
  return shares;
};

/** Neighbours in time share their receipts. */
const bySecond = (input: ShareInput): ShareInput => ({
  ...input,
  events: [...input.events].sort((a, b) => a.second - b.second),
});

const isSmallest = ({ events, duplicates }: ShareInput): boolean => events.length + duplicates.length <= 1;

const halves = ({ events, duplicates, newHashes }: ShareInput): ShareInput[] => {
  const middle = Math.ceil(events.length / 2);
  // Duplicates go last: the event they repeat has been counted by then.
  if (events.length > 1) {
    return [
      { events: events.slice(0, middle), duplicates: [], newHashes },
      { events: events.slice(middle), duplicates, newHashes: [] },
    ];
  }
  if (events.length === 1)
    return [
      { events, duplicates: [], newHashes },
      { events: [], duplicates, newHashes: [] },
    ];
  const half = Math.ceil(duplicates.length / 2);
  return [
    { events: [], duplicates: duplicates.slice(0, half), newHashes },
    { events: [], duplicates: duplicates.slice(half), newHashes: [] },
  ];
};
