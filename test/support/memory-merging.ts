import type { StoredActivity } from '../../lib/ports/activity-store.ts';
import {
  type Issue,
  type IssueStore,
  idsOf,
  MAX_ISSUE_HASHES,
  MAX_MERGED_ISSUES,
  ownOf,
} from '../../lib/ports/issue-store.ts';
import { type Activity, lifeAtBirth } from '../../lib/protocol/issue-life.ts';
import { shortIdOf } from '../../lib/protocol/short-id.ts';

/** Merging of issues in an array. Users of issues are taken for different people. */
export const memoryMerging = (
  issues: Issue[],
  activities: Map<string, StoredActivity[]>,
): Pick<IssueStore, 'mergedOf' | 'carve' | 'merge' | 'unmerge' | 'attachHashes'> => {
  const find = (id: string): Issue | undefined => issues.find(one => one.id === id);
  const tell = (id: string, activity: Activity): void => {
    const known = activities.get(id) ?? [];
    activities.set(id, [...known, { ...activity, id: `${known.length}` }]);
  };
  const sizes = new Map<string, number>();

  return {
    mergedOf: async ({ merged }) => (merged?.ids ?? []).flatMap(id => find(id) ?? []).map(ownOf),

    carve: async (issueId, { id, number, part, rest }) => {
      const whole = find(issueId);
      if (find(id)?.partOf === issueId) return 'carved';
      if (!whole || whole.mergedInto !== undefined) return 'gone';
      if ((whole.merged?.ids.length ?? 0) >= MAX_MERGED_ISSUES) return 'full';
      if (ownOf(whole).count !== part.count + rest.count) return 'changed';
      const { count, firstSeen, lastSeen, users, face } = part;
      issues.push({
        ...structuredClone(whole),
        ...{ id, number, shortId: shortIdOf(whole.projectSlug, number), ...face, count, firstSeen, lastSeen },
        ...{ users: users.length, hashes: [], birth: { hours: [], tags: [], users: [] }, lifeVersion: 0 },
        ...{ life: lifeAtBirth(face.level), mergedInto: issueId, mergeVersion: 1, partOf: issueId },
      });
      delete find(id)?.merged;
      sizes.set(id, users.length);
      const { title, culprit, metadata, level } = rest.face;
      Object.assign(whole, { title, culprit, metadata, level, mergeVersion: (whole.mergeVersion ?? 0) + 1 });
      whole.merged = {
        ids: [...(whole.merged?.ids ?? []), id],
        count: (whole.merged?.count ?? 0) + count,
        ...{ firstSeen: rest.firstSeen, lastSeen: rest.lastSeen },
      };
      return 'carved';
    },

    merge: async (into, id, by) => {
      const [primary, child] = [find(into), find(id)];
      if (!primary || !child || into === id || primary.projectId !== child.projectId) return 'gone';
      if (child.mergedInto === into) return 'merged';
      if (primary.mergedInto !== undefined || child.mergedInto !== undefined) return 'gone';
      const ids = [...(primary.merged?.ids ?? []), ...idsOf(child)];
      if (ids.length > MAX_MERGED_ISSUES) return 'full';
      sizes.set(id, child.users);
      Object.assign(primary, {
        merged: {
          firstSeen: primary.firstSeen,
          lastSeen: primary.lastSeen,
          ...primary.merged,
          ids,
          count: (primary.merged?.count ?? 0) + child.count,
        },
        count: primary.count + child.count,
        users: primary.users + child.users,
        firstSeen: Math.min(primary.firstSeen, child.firstSeen),
        lastSeen: Math.max(primary.lastSeen, child.lastSeen),
      });
      for (const one of idsOf(child)) Object.assign(find(one) ?? {}, { mergedInto: into });
      for (const one of [primary, child]) one.mergeVersion = (one.mergeVersion ?? 0) + 1;
      Object.assign(child, ownOf(child));
      delete child.merged;
      child.lifeVersion++;
      tell(into, { type: 'merge', ...by, data: { issues: [{ id }] } });
      return 'merged';
    },

    unmerge: async (from, id, by, lived) => {
      const [primary, child] = [find(from), find(id)];
      if (!primary?.merged?.ids.includes(id) || child?.mergedInto !== from) return 'gone';
      const ids = primary.merged.ids.filter(one => one !== id);
      const rest = ids.flatMap(one => find(one) ?? []);
      const own = ownOf(primary);
      Object.assign(primary, {
        count: primary.count - child.count,
        users: primary.users - (sizes.get(id) ?? 0),
        firstSeen: Math.min(own.firstSeen, ...rest.map(({ firstSeen }) => firstSeen)),
        lastSeen: Math.max(own.lastSeen, ...rest.map(({ lastSeen }) => lastSeen)),
        merged: { ...primary.merged, ids, count: primary.merged.count - child.count },
      });
      if (ids.length === 0) delete primary.merged;
      delete child.mergedInto;
      for (const one of [primary, child]) one.mergeVersion = (one.mergeVersion ?? 0) + 1;
      Object.assign(child, { ...lived, statusChanged: by.at, lifeVersion: child.lifeVersion + 1 });
      const fingerprints = child.hashes;
      tell(from, { type: 'unmerge_source', ...by, data: { destination_id: id, fingerprints } });
      tell(id, { type: 'unmerge_destination', ...by, data: { source_id: from, fingerprints } });
      return 'unmerged';
    },

    attachHashes: async (issueId, hashes) => {
      const issue = find(issueId);
      const attached: string[] = [];
      const owned = new Map<string, string>();
      for (const hash of new Set(hashes)) {
        const owner = issues.find(one => one.projectId === issue?.projectId && one.hashes.includes(hash));
        if (owner && owner !== issue) owned.set(hash, owner.id);
        else if (owner) attached.push(hash);
        else if (issue && issue.hashes.length < MAX_ISSUE_HASHES) {
          issue.hashes = [...issue.hashes, hash];
          attached.push(hash);
        }
      }
      return { attached, owned };
    },
  };
};
