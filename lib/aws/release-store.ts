import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { byNewest, positionOf, type Release, type ReleaseFields, type ReleaseStore } from '../ports/release-store.ts';
import { inRounds, RETRY } from './commit.ts';
import { projectKey } from './keys/project.ts';
import { commitPrefix, isStorableRelease, releaseKey } from './keys/release.ts';
import { greatestReleases, newestReleases } from './newest-releases.ts';
import { queryPartition } from './query-partition.ts';
import { dropCommits, readCommits, replaceCommits } from './release-commits.ts';
import { dropCounts } from './release-counts.ts';
import { addDeploy, dropDeploys, readDeploys } from './release-deploys.ts';
import { fieldAttributes, newReleaseItem, toRelease } from './release-item.ts';
import { getRelease, setAttributes } from './release-rows.ts';
import { seenReleases } from './seen-releases.ts';
import { attributes, batchGet, readText, type Table } from './table.ts';
import { unlessOutdated } from './unless-outdated.ts';

/** Releases of one commit that are looked at for the newest: most commits are new in one release. */
const MAX_RELEASES_OF_COMMIT = 1_000;

/** Releases as rows below their projects; docs/adr/0007-the-table.md. */
export const dynamoReleaseStore = (table: Table, clock: Clock): ReleaseStore => {
  const load = async (keys: { projectId: string; version: string }[]): Promise<Release[]> => {
    const distinct = new Map(
      keys
        .filter(({ version }) => isStorableRelease(version))
        .map(key => [JSON.stringify(key), releaseKey(key.projectId, key.version)]),
    );
    return (await batchGet(table, [...distinct.values()], { consistent: true })).map(toRelease);
  };

  const withCommit: ReleaseStore['withCommit'] = async (projectId, commitId) => {
    const prefix = commitPrefix(commitId);
    const read = { prefix, most: MAX_RELEASES_OF_COMMIT, consistent: true };
    const rows = await queryPartition(table, projectKey(projectId).pk, read);
    const versions = rows.map(row => readText(row, 'sk').slice(prefix.length));
    const releases = await load(versions.map(version => ({ projectId, version })));
    return releases.toSorted((one, other) => byNewest(positionOf(one), positionOf(other)))[0];
  };

  /** What was said of it belongs to it: it goes first, so that who is interrupted can begin again. */
  const drop: ReleaseStore['delete'] = async (projectId, version) => {
    if (!(await getRelease(table, projectId, version))) return false;
    await dropCommits(table, projectId, version);
    await dropDeploys(table, projectId, version);
    await dropCounts(table, projectId, version);
    const Key = attributes(releaseKey(projectId, version));
    const { Attributes } = await table.client.send(
      new DeleteItemCommand({ TableName: table.name, Key, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  };

  return {
    get: async (projectId, versions) => {
      const releases = await load(versions.map(version => ({ projectId, version })));
      return new Map(releases.map(release => [release.version, release]));
    },
    find: (projectIds, version) => load(projectIds.map(projectId => ({ projectId, version }))),
    newest: (projectId, options) => newestReleases(table, projectId, options),
    greatest: (projectId, options) => greatestReleases(table, projectId, options),
    seen: (projectId, releases) => seenReleases(table, clock, projectId, releases),
    make: (projectId, version, fields) => makeRelease(table, { projectId, version, dateAdded: clock.now() }, fields),
    change: async (projectId, version, fields) => {
      const values = fieldAttributes(version, fields);
      const item =
        Object.keys(values).length === 0
          ? await getRelease(table, projectId, version)
          : await setAttributes(table, releaseKey(projectId, version), values);
      return item && toRelease(item);
    },
    settle: async (projectId, version) => {
      await setAttributes(table, releaseKey(projectId, version), {}, { remove: ['unsettled'] });
    },
    delete: drop,
    setCommits: (projectId, version, commits) => replaceCommits(table, projectId, version, commits),
    commits: (projectId, version) => readCommits(table, projectId, version),
    withCommit,
    addDeploy: (projectId, version, deploy) => addDeploy(table, projectId, version, deploy),
    deploys: (projectId, version) => readDeploys(table, projectId, version),
  };
};

type Draft = Pick<Release, 'projectId' | 'version' | 'dateAdded'>;

const makeRelease = (table: Table, draft: Draft, fields: ReleaseFields): ReturnType<ReleaseStore['make']> =>
  inRounds(async () => {
    const item = await getRelease(table, draft.projectId, draft.version);
    if (!item) {
      const Item = newReleaseItem({ ...draft, ...fields });
      const put = new PutItemCommand({
        TableName: table.name,
        Item,
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      const made = await unlessOutdated(() => table.client.send(put));
      return made ? { release: toRelease(Item), outcome: 'made' as const } : RETRY;
    }
    const known = await fillIn(table, toRelease(item), fields);
    return known ? { release: known, outcome: 'known' as const } : RETRY;
  });

/** `undefined`: it was deleted or released by somebody else just then. */
const fillIn = async (table: Table, known: Release, fields: ReleaseFields): Promise<Release | undefined> => {
  const { dateReleased, ref, url, status } = fields;
  const missing: ReleaseFields = {
    ...(dateReleased !== undefined && known.dateReleased === undefined && { dateReleased }),
    ...(ref !== undefined && known.ref === undefined && { ref }),
    ...(url !== undefined && known.url === undefined && { url }),
    ...(status !== undefined && status !== (known.status ?? 'open') && { status }),
  };
  if (Object.keys(missing).length === 0) return known;
  const values = fieldAttributes(known.version, missing);
  const condition = missing.dateReleased === undefined ? {} : { condition: 'attribute_not_exists(dateReleased)' };
  const item = await setAttributes(table, releaseKey(known.projectId, known.version), values, condition);
  return item && toRelease(item);
};
