import { applyRulesAnew } from '../grouping/apply-rules.ts';
import { eventFace } from '../grouping/event-face.ts';
import { groupEvent } from '../grouping/group-event.ts';
import type { EventStore, StoredEvent } from '../ports/event-store.ts';
import { type Issue, type IssueStore, idsOf, ownOf } from '../ports/issue-store.ts';
import type { Reprocessed, ReprocessOptions, Reprocessor } from '../ports/reprocessor.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { retentionPrefix } from '../protocol/retention.ts';
import { rawEvent } from '../symbolicate/raw-event.ts';
import { wantsSymbolication } from '../symbolicate/symbolicate-event.ts';
import type { GroupingReader, ProjectGrouping } from './read-grouping.ts';
import type { SymbolicateDeps } from './symbolicate/deps.ts';
import { symbolicateEvents } from './symbolicate/symbolicate-events.ts';

const DAY_MS = 86_400_000;
/** Events that are read at a time. */
const PAGE = 20;
/** With less than this left no further page is begun: a page of cold maps may take as long. */
const BEGIN_UNTIL_MS = 8_000;

export interface ReprocessDeps extends SymbolicateDeps {
  events: Pick<EventStore, 'listByIssue' | 'replace'>;
  issues: Pick<IssueStore, 'attachHashes' | 'rename'>;
  grouping: GroupingReader;
  /** How long this installation keeps events. */
  retentionDays: number;
}

/**
 * Maps the kept events of an issue again. Safe twice: it begins with the frames as they came, and writes what is there
 * to be written. Counts, tags and users stay: nothing happened again.
 */
export const issueReprocessor = (deps: ReprocessDeps): Reprocessor => ({
  reprocess: async (issue, options) => {
    const grouping = await deps.grouping.of(issue.projectId, deps.clock.now());
    const sum: Reprocessed = { seen: 0, changed: 0, attached: [], elsewhere: new Map() };
    const hashes = new Map<string, string[]>();
    let cursor = options.cursor;
    do {
      const limit = Math.min(PAGE, options.limit - sum.seen);
      const page = await deps.events.listByIssue(idsOf(issue), { limit, ...(cursor !== undefined && { cursor }) });
      await reprocessPage(deps, issue, page.events, { grouping, sum, options, hashes });
      cursor = page.next;
    } while (cursor !== undefined && sum.seen < options.limit && options.timeLeft() > BEGIN_UNTIL_MS);
    await leadHere(deps, hashes, sum);
    return { ...sum, ...(cursor !== undefined && { next: cursor }) };
  },
});

interface Work {
  grouping: ProjectGrouping;
  sum: Reprocessed;
  options: ReprocessOptions;
  /** Of events that have changed, by the issue that they were counted in: it may be merged into the one that shows them. */
  hashes: Map<string, string[]>;
}

const reprocessPage = async (
  deps: ReprocessDeps,
  issue: Issue,
  events: readonly StoredEvent[],
  { grouping, sum, options, hashes }: Work,
): Promise<void> => {
  const wanting = events
    .map(stored => ({ stored, event: rawEvent(stored.event) }))
    .filter(({ event }) => wantsSymbolication(event));
  const timeLeft = options.timeLeft;
  const mapped = await symbolicateEvents(deps, issue.projectId, wanting, { timeLeft, reservedMs: BEGIN_UNTIL_MS / 2 });
  for (const { stored, event } of mapped) {
    const after = groupedEvent(event, grouping);
    if (!isBetter(stored.event, after.event)) continue;
    if (!(await deps.events.replace({ ...stored, ...classOf(stored, deps.retentionDays), event: after.event })))
      continue;
    sum.changed++;
    hashes.set(stored.issueId, [...(hashes.get(stored.issueId) ?? []), ...after.hashes]);
    await rename(deps, issue, stored, after.event, grouping);
  }
  sum.seen += events.length;
};

/** As the digest groups it. */
const groupedEvent = (
  event: SentryEvent,
  { rules }: ProjectGrouping,
): { event: SentryEvent; hashes: readonly string[] } => {
  const ruled = applyRulesAnew(event, rules);
  const { hashes } = groupEvent(ruled, rules);
  return { event: { ...ruled, hashes, grouping_config: { id: rules.config.id } }, hashes };
};

/** What was mapped once stays mapped: the upload that did it may be gone. */
const isBetter = (before: SentryEvent, after: SentryEvent): boolean =>
  mappedFrames(after) >= mappedFrames(before) &&
  JSON.stringify(withoutGrouping(before)) !== JSON.stringify(withoutGrouping(after));

const mappedFrames = (event: SentryEvent): number =>
  JSON.stringify([event.exception, event.stacktrace, event.threads]).split('"symbolicated":true').length - 1;

/** The rules may be others by now: that alone is no reason to write. */
const withoutGrouping = ({ exception, stacktrace, threads, errors }: SentryEvent) => [
  exception,
  stacktrace,
  threads,
  errors,
];

/** The bucket's lifecycle deletes its payload with all that is kept as long. */
const classOf = ({ expires, received }: StoredEvent, deploymentDays: number): Pick<StoredEvent, 'objectClass'> => ({
  objectClass: retentionPrefix(Math.round((expires - received) / DAY_MS), deploymentDays),
});

/** An issue is called after its own latest event, whatever was merged into it. */
const rename = async (
  { issues }: Pick<ReprocessDeps, 'issues'>,
  issue: Issue,
  { timestamp, issueId }: StoredEvent,
  event: SentryEvent,
  { rules }: ProjectGrouping,
): Promise<void> => {
  if (issueId === issue.id && timestamp < ownOf(issue).lastSeen) return;
  const { title, metadata, culprit } = eventFace(event, rules);
  await issues.rename(issueId, timestamp, { title, metadata, culprit });
};

/** Events that come mapped join the issue of those that came before their maps. */
const leadHere = async (
  { issues }: Pick<ReprocessDeps, 'issues'>,
  hashes: ReadonlyMap<string, readonly string[]>,
  sum: Reprocessed,
): Promise<void> => {
  for (const [issueId, found] of hashes) {
    const { attached, owned } = await issues.attachHashes(issueId, [...new Set(found)]);
    sum.attached.push(...attached);
    for (const [hash, owner] of owned) sum.elsewhere.set(hash, owner);
  }
};
