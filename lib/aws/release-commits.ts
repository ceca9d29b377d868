import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import {
  type CommitAuthor,
  MAX_RELEASE_AUTHORS,
  type ReleaseCommit,
  type ReleaseStore,
} from '../ports/release-store.ts';
import { authorKey } from '../protocol/commit-author.ts';
import type { Key } from './keys/key.ts';
import { commitKey, RELEASE_COMMITS, releaseCommitsKey, releaseKey, releasePartition } from './keys/release.ts';
import { queryPartition } from './query-partition.ts';
import { getRelease, setAttributes } from './release-rows.ts';
import { packCommits, partCommits, readPart, withoutFiles } from './stored-commits.ts';
import { attributes, batchWrite, type Item, number, readText, type Table, text } from './table.ts';

/** Rows; more than `MAX_RELEASE_COMMITS` of a request's size need. */
const MAX_PARTS = 1_000;

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

/** The release's own row says how many there are, which is the newest, and who wrote them. */
const tell = (table: Table, projectId: string, version: string, commits: readonly ReleaseCommit[]) => {
  const said = toldOf(commits);
  const remove = ['commitCount', 'lastCommit', 'authors'].filter(name => !Object.hasOwn(said, name));
  return setAttributes(table, releaseKey(projectId, version), said, { remove });
};

const toldOf = (commits: readonly ReleaseCommit[]): Item => {
  const [newest] = commits;
  if (!newest) return {};
  const authors = authorsOf(commits);
  return {
    commitCount: number(commits.length),
    lastCommit: text(JSON.stringify(withoutFiles(newest))),
    ...(authors.length > 0 && { authors: text(JSON.stringify(authors)) }),
  };
};

const authorsOf = (commits: readonly ReleaseCommit[]): CommitAuthor[] => {
  const authors = new Map(commits.flatMap(({ author }) => (author ? [[authorKey(author), author]] : [])));
  return [...authors.values()].slice(0, MAX_RELEASE_AUTHORS);
};

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
  const rows = await queryPartition(table, partition, { prefix: RELEASE_COMMITS, most: MAX_PARTS, consistent: true });
  return rows.map(row => ({
    key: { pk: partition, sk: readText(row, 'sk') },
    commits: readPart(row),
  }));
};

const toParts = (projectId: string, version: string, commits: readonly ReleaseCommit[]): WriteRequest[] =>
  partCommits(commits).map((some, part) => {
    const key = attributes(releaseCommitsKey(projectId, version, part));
    return { PutRequest: { Item: { ...key, commits: { B: packCommits(some) } } } };
  });

const drop = (key: Key): WriteRequest => ({ DeleteRequest: { Key: attributes(key) } });
