import { describeError, type Log } from '../log.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { IssueStore } from '../ports/issue-store.ts';
import type { Announcement, IssueAnnouncement, Outbox, OutboxEntry, ReleaseAnnouncement } from '../ports/outbox.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import { underSlug } from '../protocol/short-id.ts';

export interface AnnounceDueDeps {
  clock: Clock;
  outbox: Outbox;
  issues: Pick<IssueStore, 'get'>;
  projects: Pick<ProjectStore, 'find'>;
  events: Pick<EventStore, 'get'>;
  announcer: Announcer;
  log: Log;
}

/** Younger than this, the digest that recorded it is still at work. */
export const MIN_AGE_MS = 45_000;
/** In one run; the next run takes the rest. An entry holds some forty announcements at most. */
const MAX_ENTRIES = 50;

/** Tells what a digest recorded and could not tell. Returns how many were told. */
export const announceDue = async (deps: AnnounceDueDeps): Promise<number> => {
  const due = await deps.outbox.due(deps.clock.now() - MIN_AGE_MS, MAX_ENTRIES);
  let told = 0;
  for (const entry of due) told += await announceEntry(deps, entry);
  return told;
};

/** One after the other, and settled at once: a sweep that dies repeats one entry at most. */
const announceEntry = async (deps: AnnounceDueDeps, entry: OutboxEntry): Promise<number> => {
  const left: Announcement[] = [];
  let told = 0;
  for (const announcement of entry.announcements) {
    const fate = await announceOne(deps, announcement);
    if (fate === 'failed') left.push(announcement);
    if (fate === 'told') told++;
  }
  if (left.length < entry.announcements.length) await deps.outbox.settle(entry, left);
  return told;
};

type Fate = 'told' | 'gone' | 'failed';

const announceOne = async (deps: AnnounceDueDeps, announcement: Announcement): Promise<Fate> => {
  try {
    return await (announcement.kind === 'unmapped_release'
      ? announceRelease(deps, announcement)
      : announceIssue(deps, announcement));
  } catch (error) {
    deps.log('error', 'announcement failed', {
      issue: announcement.issueId,
      kind: announcement.kind,
      ...describeError(error),
    });
    return 'failed';
  }
};

/** Whatever became of the issue that showed it, the release is out there. */
const announceRelease = async (deps: AnnounceDueDeps, announcement: ReleaseAnnouncement): Promise<Fate> => {
  const project = await deps.projects.find(announcement.organization, announcement.projectId);
  await deps.announcer.announceRelease(project ? { ...announcement, projectSlug: project.slug } : announcement);
  return 'told';
};

const announceIssue = async (deps: AnnounceDueDeps, announcement: IssueAnnouncement): Promise<Fate> => {
  const issue = (await deps.issues.get([announcement.issueId])).get(announcement.issueId);
  // Deleted meanwhile: nobody is to be told of it any more.
  if (!issue) return 'gone';
  const stored = await deps.events.get(issue.projectId, announcement.eventId);
  const project = await deps.projects.find(issue.organization, issue.projectId);
  await deps.announcer.announce(announcement, project ? underSlug(issue, project.slug) : issue, stored?.event);
  return 'told';
};
