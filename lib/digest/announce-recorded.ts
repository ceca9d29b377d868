import { describeError, type Log } from '../log.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { Announcement, Outbox, OutboxEntry } from '../ports/outbox.ts';
import type { SentryEvent } from '../protocol/event.ts';
import type { Counted } from './counted.ts';

export interface AnnounceRecordedDeps {
  announcer: Announcer;
  outbox: Pick<Outbox, 'settle'>;
  log: Log;
}

/** Told at a time: a flood of new issues must not open as many connections. */
const MAX_TOLD_AT_ONCE = 20;

/**
 * Publishes what this batch has recorded, each entry once: whoever recorded it is the only one to do so until the sweep
 * takes over what a dead digest has left. A failure to tell people does not undo the batch. Returns how many were told.
 */
export const announceRecorded = async (deps: AnnounceRecordedDeps, counted: Counted): Promise<number> => {
  const events = new Map(counted.fresh.map(({ event }) => [event.eventId, event.event]));
  let told = 0;
  for (const { entry, issues } of counted.announced) told += await announceEntry(deps, { entry, issues, events });
  return told;
};

interface Due {
  entry: OutboxEntry;
  issues: ReadonlyMap<string, Issue>;
  events: ReadonlyMap<string, SentryEvent>;
}

const announceEntry = async (deps: AnnounceRecordedDeps, { entry, issues, events }: Due): Promise<number> => {
  const left: Announcement[] = [];
  const all = entry.announcements;
  for (let from = 0; from < all.length; from += MAX_TOLD_AT_ONCE) {
    const group = all.slice(from, from + MAX_TOLD_AT_ONCE);
    const told = await Promise.all(group.map(one => tell(deps, one, issues, events)));
    left.push(...group.filter((_, index) => !told[index]));
  }
  try {
    await deps.outbox.settle(entry, left);
  } catch (error) {
    // The sweep tells them once more then.
    deps.log('error', 'outbox not settled', { entry: entry.id, ...describeError(error) });
  }
  return all.length - left.length;
};

const tell = async (
  deps: AnnounceRecordedDeps,
  announcement: Announcement,
  issues: ReadonlyMap<string, Issue>,
  events: ReadonlyMap<string, SentryEvent>,
): Promise<boolean> => {
  const issue = issues.get(announcement.issueId);
  try {
    if (!issue) throw new Error('an announcement is recorded with its issue');
    if (announcement.kind === 'unmapped_release') await deps.announcer.announceRelease(announcement);
    else await deps.announcer.announce(announcement, issue, events.get(announcement.eventId));
    return true;
  } catch (error) {
    deps.log('error', 'announcement failed', {
      issue: announcement.issueId,
      kind: announcement.kind,
      ...describeError(error),
    });
    return false;
  }
};
