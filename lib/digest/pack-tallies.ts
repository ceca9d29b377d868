import type { OutboxEntry, ReleaseAnnouncement } from '../ports/outbox.ts';
import {
  type CountedEvent,
  type IssueShare,
  issuesOf,
  MAX_RECEIPT_NAMES,
  MAX_TALLY_ROWS,
  receiptNames,
  shownBy,
  type Tally,
  type TallyStore,
} from '../ports/tally-store.ts';
import { type Outcome, type OutcomeName, sumOutcomes } from '../protocol/outcome.ts';
import type { DigestEvent } from './digest-event.ts';
import { dayOf, releaseRowOf, releaseUses } from './release-uses.ts';

const HOUR_MS = 3_600_000;
/** The row of what a tally announces. */
const OUTBOX_ROWS = 1;
/** Of a release that came without maps: its own, and that of the day. */
const UNMAPPED_ROWS = 2;
export const DISCARDED_HASH = 'discarded-hash';

type Measure = Pick<TallyStore, 'rowsOf' | 'receiptOf'>;

/**
 * Shares of several issues go into one transaction while it has room; two shares that write to one issue never meet in one. New
 * issues are sorted by their receipts, so that a transaction of some forty births touches one or two of them.
 */
export const packTallies = (
  measure: Measure,
  projectId: string,
  shares: readonly IssueShare[],
  entry: () => Omit<OutboxEntry, 'announcements'>,
  warnings: ReleaseWarnings = new Map(),
): Tally[] =>
  pack(byReceipt(measure, projectId, shares), share => ({
    rows: measure.rowsOf(share) + UNMAPPED_ROWS * warnedBy(share, warnings).length,
    issueIds: issuesOf(share).map(({ id }) => id),
    receipts: share.events.flatMap(event => entriesOf(measure, projectId, event)),
    hours: (share.events as DigestEvent[]).map(hourOf), // shares are made of digest events in this room
    releases: (share.events as DigestEvent[]).flatMap(event => releaseRowOf(event) ?? []),
  })).map(packed => {
    const warned = packed.flatMap(share => warnedBy(share, warnings));
    const announcements = [...packed.flatMap(({ announcement }) => announcement ?? []), ...warned];
    const outbox = announcements.length > 0 ? { ...entry(), announcements } : undefined;
    const releases = releaseUses(packed);
    return {
      projectId,
      shares: packed,
      messages: [],
      totals: sharesTotals(packed),
      ...(releases.length > 0 && { releases }),
      ...(outbox && warned.length > 0 && { unmapped: unmappedOf(warned, outbox) }),
      ...(outbox && { outbox }),
    };
  });

/** By the id of the event that shows it: releases without source maps that people are to be told of. */
export type ReleaseWarnings = ReadonlyMap<string, Omit<ReleaseAnnouncement, 'issueId'>>;

const warnedBy = (share: IssueShare, warnings: ReleaseWarnings): ReleaseAnnouncement[] =>
  warnings.size === 0
    ? []
    : share.events.flatMap(({ eventId }) => {
        const warning = warnings.get(eventId);
        return warning ? [{ ...warning, issueId: shownBy(share).id }] : [];
      });

const unmappedOf = (
  warned: readonly ReleaseAnnouncement[],
  { since }: OutboxEntry,
): NonNullable<Tally['unmapped']> => ({
  versions: warned.map(({ version }) => version),
  day: dayOf(since),
  at: since,
});

/** Duplicates, or events of discarded issues: counted without an issue. */
export const packLoose = (
  measure: Measure,
  projectId: string,
  kind: 'duplicates' | 'discarded',
  events: readonly DigestEvent[],
): Tally[] => {
  const bySecond = events.toSorted((a, b) => a.second - b.second);
  return pack(bySecond, event => ({
    rows: 0,
    receipts: entriesOf(measure, projectId, event),
    hours: [hourOf(event)],
  })).map(packed => ({
    projectId,
    shares: [],
    messages: [],
    [kind]: packed,
    totals: totalsOf(packed, kind === 'duplicates' ? () => ['duplicate', ''] : () => ['filtered', DISCARDED_HASH]),
  }));
};

const byReceipt = (measure: Measure, projectId: string, shares: readonly IssueShare[]): IssueShare[] => {
  const receipt = new Map(shares.map(share => [share, receiptOfFirst(measure, projectId, share.events)]));
  const births = shares.filter(share => share.issue.kind === 'new');
  const others = shares.filter(share => share.issue.kind === 'known');
  births.sort((a, b) => ((receipt.get(a) ?? '') < (receipt.get(b) ?? '') ? -1 : 1));
  return [...births, ...others];
};

const receiptOfFirst = (measure: Measure, projectId: string, [first]: readonly CountedEvent[]): string =>
  first ? measure.receiptOf(projectId, first) : '';

/** The receipt of an event, once for each entry's worth of a condition that it takes. */
const entriesOf = (measure: Measure, projectId: string, event: CountedEvent): string[] =>
  Array.from({ length: receiptNames(event) }, () => measure.receiptOf(projectId, event));

/** What one thing takes of a transaction. */
interface Load {
  /** Rows of its own, which it shares with nothing else. */
  rows: number;
  /** The issues that it writes to. */
  issueIds?: readonly string[];
  /** Receipts, as often as they get an entry. */
  receipts: string[];
  /** The hour of receipt of each event. */
  hours: number[];
  /** Rows that releases are counted in, by any names. */
  releases?: string[];
}

interface Pack<T> {
  things: T[];
  rows: number;
  issues: Set<string>;
  receipts: Map<string, number>;
  hours: Set<number>;
  releases: Set<string>;
}

/** Fills one transaction after the other. What is too large for any is alone in one, and DynamoDB says so. */
const pack = <T>(things: readonly T[], loadOf: (thing: T) => Load): T[][] => {
  const packs: Pack<T>[] = [];
  for (const thing of things) {
    const load = loadOf(thing);
    const last = packs.at(-1);
    if (last && fits(last, load)) add(last, thing, load);
    else {
      const fresh: Pack<T> = {
        things: [],
        rows: OUTBOX_ROWS,
        issues: new Set(),
        receipts: new Map(),
        hours: new Set(),
        releases: new Set(),
      };
      add(fresh, thing, load);
      packs.push(fresh);
    }
  }
  return packs.map(({ things: packed }) => packed);
};

const fits = <T>(target: Pack<T>, { rows, issueIds = [], receipts, hours, releases = [] }: Load): boolean => {
  if (issueIds.some(id => target.issues.has(id))) return false;
  const more = new Map<string, number>();
  for (const receipt of receipts) more.set(receipt, (more.get(receipt) ?? target.receipts.get(receipt) ?? 0) + 1);
  for (const names of more.values()) if (names > MAX_RECEIPT_NAMES) return false;
  const newReceipts = [...more.keys()].filter(receipt => !target.receipts.has(receipt)).length;
  const newHours = new Set(hours.filter(hour => !target.hours.has(hour))).size;
  const newReleases = new Set(releases.filter(name => !target.releases.has(name))).size;
  const shared = target.receipts.size + newReceipts + target.hours.size + newHours;
  return target.rows + rows + shared + target.releases.size + newReleases <= MAX_TALLY_ROWS;
};

const add = <T>(target: Pack<T>, thing: T, { rows, issueIds = [], receipts, hours, releases = [] }: Load): void => {
  target.things.push(thing);
  target.rows += rows;
  for (const id of issueIds) target.issues.add(id);
  for (const receipt of receipts) target.receipts.set(receipt, (target.receipts.get(receipt) ?? 0) + 1);
  for (const hour of hours) target.hours.add(hour);
  for (const name of releases) target.releases.add(name);
};

const hourOf = ({ received }: DigestEvent): number => received - (received % HOUR_MS);

const sharesTotals = (shares: readonly IssueShare[]): Tally['totals'] => {
  const kept = new Set(shares.flatMap(share => [...share.kept]));
  // Shares are made of digest events in this room.
  const events = shares.flatMap(share => share.events as DigestEvent[]);
  return totalsOf(events, ({ eventId }) => [kept.has(eventId) ? 'stored' : 'counted_only', '']);
};

/** By the hour of receipt, so that a project's totals balance against what came in during that hour. */
const totalsOf = (
  events: readonly DigestEvent[],
  fateOf: (event: DigestEvent) => readonly [OutcomeName, string],
): Tally['totals'] => {
  const hours = Map.groupBy(events, hourOf);
  return [...hours].flatMap(([hour, group]) => {
    const outcomes = group.map((event): Outcome => {
      const [outcome, reason] = fateOf(event);
      return { category: event.category, outcome, reason, quantity: 1 };
    });
    return sumOutcomes(outcomes).map(outcome => ({ hour, outcome }));
  });
};
