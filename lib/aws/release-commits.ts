import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { ReleaseCommit, ReleaseStore } from '../ports/release-store.ts';
import { commitKey, type Key, RELEASE_COMMITS, releaseCommitsKey, releaseKey, releasePartition } from './keys.ts';
import { getRelease, queryRows, setAttributes } from './release-rows.ts';
import { attributes, batchWrite, number, readText, type Table, text } from './table.ts';

/** Commits in one row: with a repository of 200 characters each, half of what a row may hold. */
const COMMITS_OF_PART = 200;
/** Rows; more than `MAX_RELEASE_COMMITS` need. */
const MAX_PARTS = 100;

export const readCommits = async (table: Table, projectId: string, version: string): Promise<ReleaseCommit[]> =>
  (await partsOf(table, projectId, version)).flatMap(({ commits }) => commits);

/**
 * Each step leaves what the next one needs to be done again: commits that are no more lead nowhere, those that are lead
 * here, then the list says so, and at last the release.
 */
export const replaceCommits = async (
  table: Table,
  projectId: string,
  version: string,
  given: readonly ReleaseCommit[],
): ReturnType<ReleaseStore['setCommits']> => {
  if (!(await getRelease(table, projectId, version))) return false;
  const commits = given.filter(({ id }, place) => given.findIndex(other => other.id === id) === place);
  const before = await partsOf(table, projectId, version);
  const wanted = new Set(commits.map(({ id }) => id));
  const obsolete = before.flatMap(part => part.commits).filter(({ id }) => !wanted.has(id));
  await batchWrite(
    table,
    obsolete.map(({ id }) => drop(commitKey(projectId, id, version))),
  );
  await batchWrite(
    table,
    commits.map(({ id }) => ({ PutRequest: { Item: attributes(commitKey(projectId, id, version)) } })),
  );
  const parts = toParts(projectId, version, commits);
  const superfluous = before.slice(parts.length).map(({ key }) => drop(key));
  await batchWrite(table, [...parts, ...superfluous]);
  return (await tell(table, projectId, version, commits)) !== undefined;
};

/** The release's own row says how many there are, and which is the newest. */
const tell = (table: Table, projectId: string, version: string, [newest, ...others]: readonly ReleaseCommit[]) =>
  setAttributes(
    table,
    releaseKey(projectId, version),
    newest ? { commitCount: number(1 + others.length), lastCommit: text(JSON.stringify(newest)) } : {},
    newest ? {} : { remove: ['commitCount', 'lastCommit'] },
  );

export const dropCommits = async (table: Table, projectId: string, version: string): Promise<void> => {
  const parts = await partsOf(table, projectId, version);
  const commits = parts.flatMap(part => part.commits);
  await batchWrite(
    table,
    commits.map(({ id }) => drop(commitKey(projectId, id, version))),
  );
  await batchWrite(
    table,
    parts.map(({ key }) => drop(key)),
  );
};

const partsOf = async (
  table: Table,
  projectId: string,
  version: string,
): Promise<{ key: Key; commits: ReleaseCommit[] }[]> => {
  const partition = releasePartition(projectId, version);
  const rows = await queryRows(table, partition, RELEASE_COMMITS, { forward: true, most: MAX_PARTS });
  return rows.map(row => ({
    key: { pk: partition, sk: readText(row, 'sk') },
    // Written below.
    commits: JSON.parse(readText(row, 'commits')) as ReleaseCommit[],
  }));
};

const toParts = (projectId: string, version: string, commits: readonly ReleaseCommit[]): WriteRequest[] =>
  Array.from({ length: Math.ceil(commits.length / COMMITS_OF_PART) }, (_, part) => {
    const some = commits.slice(part * COMMITS_OF_PART, (part + 1) * COMMITS_OF_PART);
    const key = attributes(releaseCommitsKey(projectId, version, part));
    return { PutRequest: { Item: { ...key, commits: text(JSON.stringify(some)) } } };
  });

const drop = (key: Key): WriteRequest => ({ DeleteRequest: { Key: attributes(key) } });
