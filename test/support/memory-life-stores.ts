import type { ActivityStore, StoredActivity } from '../../lib/ports/activity-store.ts';
import type { ArchiveWindows } from '../../lib/ports/archive-windows.ts';
import type { Due, DueStore } from '../../lib/ports/due-store.ts';
import type { GroupingSettings, GroupingStore } from '../../lib/ports/grouping-store.ts';
import type { Ownership, OwnershipStore } from '../../lib/ports/ownership-store.ts';
import type { Regrouping, RegroupingStore } from '../../lib/ports/regrouping-store.ts';
import type { ResolveAgeStore } from '../../lib/ports/resolve-age-store.ts';
import type { Threshold, ThresholdStore } from '../../lib/ports/threshold-store.ts';
import type { Tombstone, TombstoneStore } from '../../lib/ports/tombstone-store.ts';

/** Activities by issue, in the order they happened; `memoryIssueStore` writes them. */
export const memoryActivityStore = (activities: Map<string, StoredActivity[]>): ActivityStore => ({
  list: async (issues, { limit, cursor = '0' }) => {
    const all = [issues]
      .flat()
      .flatMap(id => activities.get(id) ?? [])
      .toSorted((a, b) => a.at - b.at)
      .toReversed();
    const from = /^\d+$/.test(cursor) ? Number(cursor) : 0;
    const next = from + limit < all.length ? String(from + limit) : undefined;
    return { activities: all.slice(from, from + limit), ...(next && { next }) };
  },
});

/** Tombstones by project; `memoryIssueStore` writes them. */
export const memoryTombstoneStore = (tombstones: (Tombstone & { projectId: string })[]): TombstoneStore => ({
  list: async (projectId, { limit }) => ({
    tombstones: tombstones.filter(one => one.projectId === projectId).slice(0, limit),
  }),
  lift: async (projectId, id) => {
    const at = tombstones.findIndex(one => one.projectId === projectId && one.id === id);
    if (at >= 0) tombstones.splice(at, 1);
    return at >= 0;
  },
});

export const memoryDueStore = (rows: Due[] = []): DueStore & { rows: Due[] } => {
  const same = (one: Due, other: Due): boolean => one.kind === other.kind && one.id === other.id && one.at === other.at;
  return {
    rows,
    add: async due => {
      if (!rows.some(row => same(row, due))) rows.push({ ...due });
    },
    due: async (now, limit) =>
      rows
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at - b.at)
        .slice(0, limit),
    delete: async due => {
      const at = rows.findIndex(row => same(row, due));
      if (at >= 0) rows.splice(at, 1);
    },
  };
};

export const memoryThresholdStore = (known = new Map<string, Threshold>()): ThresholdStore => ({
  get: async projectId => known.get(projectId),
  set: async (projectId, threshold) => void known.set(projectId, threshold),
});

export const memoryArchiveWindows = (): ArchiveWindows => {
  const slots = new Map<string, Map<number, { events: Set<string>; users: Set<string> }>>();
  return {
    add: async (issueId, slot, { events, users }) => {
      const ofIssue = slots.get(issueId) ?? new Map();
      const seen = ofIssue.get(slot) ?? { events: new Set(), users: new Set() };
      for (const event of events) seen.events.add(event);
      for (const user of users) seen.users.add(user);
      slots.set(issueId, ofIssue.set(slot, seen));
    },
    count: async (issueId, fromSlot) => {
      const later = [...(slots.get(issueId) ?? [])].filter(([slot]) => slot >= fromSlot).map(([, seen]) => seen);
      return {
        events: new Set(later.flatMap(({ events }) => [...events])).size,
        users: new Set(later.flatMap(({ users }) => [...users])).size,
      };
    },
  };
};

export const memoryResolveAgeStore = (ages = new Map<string, number>()): ResolveAgeStore => ({
  get: async projectId => ages.get(projectId) ?? 0,
  set: async (projectId, hours) => void ages.set(projectId, hours),
  list: async () => [...ages].flatMap(([projectId, hours]) => (hours > 0 ? [{ projectId, hours }] : [])),
});

export const memoryOwnershipStore = (known = new Map<string, Ownership>()): OwnershipStore => ({
  get: async projectId => known.get(projectId),
  set: async (projectId, ownership) => void known.set(projectId, ownership),
});

export const memoryGroupingStore = (known = new Map<string, GroupingSettings>()): GroupingStore => ({
  get: async projectId => structuredClone(known.get(projectId)),
  set: async (projectId, settings) => void known.set(projectId, structuredClone(settings)),
});

export const memoryRegroupingStore = (known = new Map<string, Regrouping>()): RegroupingStore => ({
  add: async regrouping => void known.set(`${regrouping.projectId}#${regrouping.id}`, structuredClone(regrouping)),
  get: async (projectId, id) => structuredClone(known.get(`${projectId}#${id}`)),
  list: async (projectId, { limit, cursor }) => {
    const all = [...known.values()]
      .filter(one => one.projectId === projectId && (cursor === undefined || one.id < cursor))
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    const regroupings = structuredClone(all.slice(0, limit));
    const last = all.length > limit ? regroupings.at(-1)?.id : undefined;
    return { regroupings, ...(last !== undefined && { next: last }) };
  },
  advance: async ({ projectId, id, state, done }, after) => {
    const one = known.get(`${projectId}#${id}`);
    if (!one || one.state !== state || one.done !== done) return false;
    known.set(`${projectId}#${id}`, { ...one, ...structuredClone(after) });
    return true;
  },
});
