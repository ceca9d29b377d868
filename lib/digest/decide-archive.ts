import { archiveHolds } from '../life/archive-holds.ts';
import { escalate, wake } from '../life/on-event.ts';
import type { ArchiveWindows } from '../ports/archive-windows.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { ArchiveCondition, LifeChange } from '../protocol/issue-life.ts';
import type { DigestEvent } from './digest-event.ts';
import { causeOf } from './newest-event.ts';

export interface ArchiveDeps {
  windows: ArchiveWindows;
}

const MINUTE_MS = 60_000;
/** A window is told apart to this part of it. */
const SLOTS_OF_A_WINDOW = 60;

/** Archived until so much has come of it: of events or users, since then or within a time. */
export const decideArchive = async (
  deps: ArchiveDeps,
  issue: Issue,
  seen: readonly DigestEvent[],
  now: number,
): Promise<LifeChange | undefined> => {
  const { archive } = issue.life;
  const later = seen.filter(({ received }) => received > issue.statusChanged);
  if (!archive || later.length === 0) return undefined;
  const lately = archive.window || archive.userWindow ? await readWindows(deps, issue, archive, later, now) : NONE;
  const facts = { now, count: issue.count + seen.length, users: issue.users, ...lately };
  if (archiveHolds(archive, facts)) return undefined;
  return archive.until === undefined ? escalate(issue, causeOf(later), { now }) : wake(issue, now);
};

const NONE = { windowCount: 0, windowUsers: 0 };

/** Notes these events, and counts what came within the windows with them. */
const readWindows = async (
  deps: ArchiveDeps,
  issue: Issue,
  archive: ArchiveCondition,
  events: readonly DigestEvent[],
  now: number,
): Promise<{ windowCount: number; windowUsers: number }> => {
  const windows = [archive.window, archive.userWindow].filter(window => window !== undefined);
  const slot = (Math.min(...windows) * MINUTE_MS) / SLOTS_OF_A_WINDOW;
  const longest = Math.max(...windows) * MINUTE_MS;
  const seen = {
    events: archive.window ? events.map(eventHash) : [],
    users: archive.userWindow ? distinctUsers(events) : [],
  };
  await deps.windows.add(issue.id, Math.floor(now / slot), seen, now + longest + slot);
  const from = (window: number | undefined): number => Math.floor((now - (window ?? 0) * MINUTE_MS) / slot) + 1;
  const [count, users] = await Promise.all([
    archive.window ? deps.windows.count(issue.id, from(archive.window)) : undefined,
    archive.userWindow ? deps.windows.count(issue.id, from(archive.userWindow)) : undefined,
  ]);
  return { windowCount: count?.events ?? 0, windowUsers: users?.users ?? 0 };
};

/** Event ids are random: a half of one is a hash. */
const eventHash = ({ eventId }: DigestEvent): string => eventId.slice(0, 16);

const distinctUsers = (events: readonly DigestEvent[]): string[] => [
  ...new Set(events.flatMap(({ user }) => user ?? [])),
];
