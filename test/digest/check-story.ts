import { expect } from '@jest/globals';
import { dynamoReleaseCounts } from '../../lib/aws/release-counts.ts';
import type { Table } from '../../lib/aws/table.ts';
import type { AttachmentStore } from '../../lib/ports/attachment-store.ts';
import type { EventStore } from '../../lib/ports/event-store.ts';
import type { FeedbackStore } from '../../lib/ports/feedback-store.ts';
import type { IssueStats } from '../../lib/ports/issue-stats.ts';
import { type Issue, type IssueOrder, type IssueStore, RANKED_FROM } from '../../lib/ports/issue-store.ts';
import type { Notification, ReleaseNotification } from '../../lib/ports/notifier.ts';
import type { QuotaStore } from '../../lib/ports/quota-store.ts';
import type { ReleaseDayCount } from '../../lib/ports/release-counts.ts';
import { eventsOf, type QueuedEvent, type QueueMessage } from '../../lib/protocol/queue-message.ts';
import { windowStart } from '../../lib/protocol/quota-window.ts';
import { NOW } from '../support/digester.ts';
import { dynamoTotals } from '../support/totals.ts';
import { DISCARDED_SITE, FILE_BYTES, QUOTA } from './crash-traffic.ts';

/** What is left at the end of a story, and what was sent in it. */
interface Ending {
  table: Table;
  queued: readonly QueueMessage[];
  told: readonly Notification[];
  /** Whether one of the issues was discarded before. */
  discards: boolean;
  /** Whether issues were merged and split off again. */
  merges: boolean;
  /** Whether the project has maps, of none of the releases that were sent. */
  uploads: boolean;
  toldReleases: readonly ReleaseNotification[];
  deps: { quotas: QuotaStore };
  issues: IssueStore;
  stats: IssueStats;
  events: EventStore;
  attachments: AttachmentStore;
  feedback: FeedbackStore;
}

/** Everything that was sent is counted exactly, once, as what it is; and what was counted can be read. */
export const checkStory = async (ending: Ending): Promise<void> => {
  const sent = ending.queued.flatMap(eventsOf);
  const distinct = [...new Map(sent.map(one => [one.eventId, one])).values()];
  const wanted = distinct.filter(one => !isDiscarded(ending, one));
  const readable = await readableOf(ending.events, wanted);
  await checkLedger(ending, {
    sent: sent.length,
    distinct: distinct.length,
    wanted: wanted.length,
    kept: readable.size,
  });
  const bySite = Map.groupBy(wanted, siteOf);
  await checkIssues(ending, bySite);
  for (const events of bySite.values()) checkSample(events, readable);
  await checkCompany(ending);
  await checkReleases(ending, wanted);
};

/** Each site's events are those of one issue, or of one that another shows: of which then all are counted together. */
const checkIssues = async (ending: Ending, bySite: ReadonlyMap<string, QueuedEvent[]>): Promise<void> => {
  const { issues } = await ending.issues.list('1', 'unresolved', { limit: 100 });
  const shown = await Promise.all(
    issues.map(async issue => {
      const all = [issue, ...(await ending.issues.mergedOf(issue))];
      const sites = all.map(({ metadata }) => metadata.value ?? '');
      return { issue, sites, events: sites.flatMap(site => bySite.get(site) ?? []) };
    }),
  );
  expect(shown.flatMap(({ sites }) => sites).toSorted()).toEqual([...bySite.keys()].toSorted());
  expect(shown.map(({ issue, sites }) => [sites, issue.count])).toEqual(
    shown.map(({ sites, events }) => [sites, events.length]),
  );
  for (const { issue, events } of shown) await checkStats(ending.stats, issue, events);
  await checkPlaces(ending, issues);
  await checkTold(ending, issues);
};

/** Each stands in the orders that it belongs to, and none that another shows does. */
const checkPlaces = async (ending: Ending, issues: readonly Issue[]): Promise<void> => {
  const placesOf = async (order: IssueOrder): Promise<string[]> => {
    const { ranks } = await ending.issues.ranks(order, { limit: 100 });
    return ranks.map(({ id }) => id).toSorted();
  };
  const idsOf = (some: readonly Issue[]): string[] => some.map(({ id }) => id).toSorted();
  const status = 'unresolved';
  expect(await placesOf({ projectId: '1', status, by: 'seen' })).toEqual(idsOf(issues));
  const frequent = issues.filter(({ count }) => count >= RANKED_FROM);
  expect(await placesOf({ projectId: '1', status, by: 'events' })).toEqual(idsOf(frequent));
};

/** Births are told of once or twice, by the issue that shows them then. */
const checkTold = async ({ told, merges, issues }: Ending, shown: readonly Issue[]): Promise<void> => {
  if (merges) {
    const births = (await Promise.all(shown.map(issue => issues.mergedOf(issue)))).flat().length + shown.length;
    expect(told.length).toBeGreaterThanOrEqual(births);
    expect(told.length).toBeLessThanOrEqual(2 * births);
    return;
  }
  for (const { id } of shown) expect([1, 2]).toContain(told.filter(({ issue }) => issue.id === id).length);
};

/** Of each release what came in is counted, how it was mapped too; and people were told of it once or twice if it has no maps. */
const checkReleases = async (
  { table, uploads, toldReleases }: Ending,
  wanted: readonly QueuedEvent[],
): Promise<void> => {
  const sent = Map.groupBy(wanted, ({ event }) => event.release ?? '');
  for (const [version, events] of sent) {
    const { counts } = await dynamoReleaseCounts(table).daily('1', version);
    const sumOf = (read: (count: ReleaseDayCount) => number): number => counts.reduce((sum, one) => sum + read(one), 0);
    const counted = [sumOf(one => one.events), sumOf(({ maps }) => maps?.unmapped ?? 0)];
    expect(counted).toEqual([events.length, events.length]);
    const users = (await dynamoReleaseCounts(table).users('1', [version])).get(version);
    expect(users).toEqual({ users: new Set(events.flatMap(({ event }) => event.user?.id ?? [])).size, exact: true });
    const told = toldReleases.filter(({ attributes }) => attributes.release === version);
    expect(uploads ? [1, 2] : [0]).toContain(told.length);
  }
};

const isDiscarded = ({ discards }: Ending, event: QueuedEvent): boolean =>
  discards && siteOf(event).startsWith(DISCARDED_SITE);

const siteOf = ({ event }: QueuedEvent): string => event.exception?.values[0]?.value ?? '';

const readableOf = async (events: EventStore, wanted: readonly QueuedEvent[]): Promise<Set<string>> => {
  const readable = new Set<string>();
  for (const { eventId } of wanted) if (await events.get('1', eventId)) readable.add(eventId);
  return readable;
};

/** received = stored + counted only + duplicate + filtered */
const checkLedger = async (
  { table, queued }: Ending,
  count: { sent: number; distinct: number; wanted: number; kept: number },
): Promise<void> => {
  const company = queued.flatMap(({ items }) => items.filter(item => item.type === 'attachment'));
  const expected = {
    'error#stored#': count.kept,
    'error#counted_only#': count.wanted - count.kept,
    'error#duplicate#': count.sent - count.distinct,
    'error#filtered#discarded-hash': count.distinct - count.wanted,
    'attachment#stored#': company.length * FILE_BYTES,
    'attachment_item#stored#': company.length,
    'feedback#stored#': company.length,
  };
  expect(await dynamoTotals(table, '1', NOW)).toEqual(
    Object.fromEntries(Object.entries(expected).filter(([, quantity]) => quantity > 0)),
  );
};

const checkStats = async (stats: IssueStats, issue: Issue, events: readonly QueuedEvent[]): Promise<void> => {
  const hours = (await stats.hourly([issue], NOW - 86_400_000, NOW + 86_400_000)).get(issue.id) ?? [];
  expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(events.length);
  const tags = await stats.tags(issue);
  for (const key of ['level', 'release', 'environment'] as const) {
    const told = tags.filter(tag => tag.key === key).map(({ value, count }) => [value, count]);
    expect(Object.fromEntries(told)).toEqual(countBy(events.map(({ event }) => event[key] ?? '')));
  }
  const users = new Set(events.flatMap(({ event }) => event.user?.id ?? []));
  expect(await stats.users(issue)).toEqual({ users: users.size, exact: true });
  expect(issue.users).toBe(users.size);
  const times = events.map(({ event }) => Math.round(event.timestamp * 1_000));
  expect([issue.firstSeen, issue.lastSeen]).toEqual([Math.min(...times), Math.max(...times)]);
};

/** Of each release and environment there is an event to look at, however many others were counted only. */
const checkSample = (events: readonly QueuedEvent[], readable: ReadonlySet<string>): void => {
  for (const key of ['release', 'environment'] as const) {
    const seen = new Set(events.map(({ event }) => event[key]));
    const kept = new Set(events.filter(({ eventId }) => readable.has(eventId)).map(({ event }) => event[key]));
    expect(kept).toEqual(seen);
  }
};

const checkCompany = async ({ queued, attachments, feedback, deps }: Ending): Promise<void> => {
  for (const item of queued.flatMap(({ items }) => items)) {
    if (item.type !== 'attachment') continue;
    expect(await attachments.get('1', item.eventId, item.id)).toMatchObject({ name: 'app.log', size: FILE_BYTES });
    expect(await feedback.newestOfEvent('1', item.eventId)).toMatchObject({ message: 'it broke' });
  }
  if (!queued.some(({ quotas }) => quotas && quotas.length > 0)) return;
  const [state] = await deps.quotas.read([{ quota: QUOTA, start: windowStart(QUOTA, NOW) }]);
  expect(state?.used).toBe(queued.flatMap(({ items }) => items).length);
};

const countBy = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
