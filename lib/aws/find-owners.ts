import type { Issue } from '../ports/issue-store.ts';
import type { HashOwner } from '../ports/tally-store.ts';
import { TOMBSTONE } from './deleted-issue.ts';
import { hashKey } from './keys/issue.ts';
import { readLiving } from './read-living.ts';
import { batchGet, type Item, readText, type Table } from './table.ts';

/** Where hashes lead. Strongly consistent. Hashes that nobody has are left out. @param now milliseconds since 1970 */
export const findOwners = async (
  table: Table,
  projectId: string,
  hashes: readonly string[],
  now: number,
): Promise<Map<string, HashOwner>> => {
  const keys = [...new Set(hashes)].map(hash => hashKey(projectId, hash));
  const rows = await batchGet(table, keys, { consistent: true });
  const shown = await readShown(table, rows.filter(row => !row[TOMBSTONE]).map(issueIdIn), now);
  return new Map(rows.map(row => [readText(row, 'hash'), ownerOf(row, shown)]));
};

const issueIdIn = (row: Item): string => readText(row, 'issueId');

const ownerOf = (row: Item, shown: ReadonlyMap<string, Shown>): HashOwner => {
  const issueId = issueIdIn(row);
  if (row[TOMBSTONE]) return { kind: 'discarded', issueId };
  const found = shown.get(issueId);
  return found ? { kind: 'issue', ...found } : { kind: 'dead', issueId };
};

/** A living issue; one that was merged with the one that shows it. */
interface Shown {
  issue: Issue;
  primary?: Issue;
}

/** Issues that are merged or unmerged between two reads are read again, this often at most. */
const MAX_READS = 8;

/**
 * An issue and the one that shows it are two reads. What does not fit together is read again: only if the issue still
 * names what was found to be gone before, it is gone with it, for nothing can be split off from what is gone. An issue
 * that was read twice, for itself and as the one that shows another, is the newer of the two in both places.
 */
const readShown = async (table: Table, ids: readonly string[], now: number): Promise<Map<string, Shown>> => {
  const living = new Set(ids);
  const known = new Map<string, Issue>();
  const missed = new Map<string, string>();
  let open = [...living];
  for (let read = 0; open.length > 0; read++) {
    if (read === MAX_READS) throw new Error('issues were merged and unmerged each time that they were read');
    const issues = await readLiving(table, open, now);
    const merged = [...issues.values()].flatMap(({ mergedInto }) => mergedInto ?? []);
    const primaries = await readLiving(table, merged, now);
    for (const issue of [...issues.values(), ...primaries.values()]) keepNewer(known, issue);
    for (const id of open) {
      const issue = issues.get(id);
      if (!issue) living.delete(id);
      if (issue?.mergedInto === undefined || primaries.has(issue.mergedInto)) continue;
      known.delete(issue.mergedInto);
      if (missed.get(id) === issue.mergedInto) living.delete(id);
      missed.set(id, issue.mergedInto);
    }
    open = [...living].filter(id => shownIn(known, id) === undefined);
  }
  return new Map([...living].flatMap(id => shownIn(known, id) ?? []).map(shown => [shown.issue.id, shown]));
};

/** Of two reads at the same version the later one counts more. */
const keepNewer = (known: Map<string, Issue>, issue: Issue): void => {
  const before = known.get(issue.id);
  if (!before || versionOf(before) <= versionOf(issue)) known.set(issue.id, issue);
};

const versionOf = ({ mergeVersion = 0 }: Issue): number => mergeVersion;

/** `undefined` when the two do not fit together, or one is not known. */
const shownIn = (known: ReadonlyMap<string, Issue>, id: string): Shown | undefined => {
  const issue = known.get(id);
  if (issue?.mergedInto === undefined) return issue && { issue };
  const primary = known.get(issue.mergedInto);
  return primary?.merged?.ids.includes(id) ? { issue, primary } : undefined;
};
