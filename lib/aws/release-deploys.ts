import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Deploy, MAX_DEPLOYS, type Release, type ReleaseStore } from '../ports/release-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { DEPLOYS, deployKey, releaseKey, releasePartition } from './keys/release.ts';
import { queryPartition } from './query-partition.ts';
import { toRelease } from './release-item.ts';
import { getRelease } from './release-rows.ts';
import { attributes, deleteRows, number, readText, type Table, text } from './table.ts';

/** A deploy and the release's word of it, together. */
export const addDeploy = (
  table: Table,
  projectId: string,
  version: string,
  deploy: Deploy,
): ReturnType<ReleaseStore['addDeploy']> =>
  inRounds(async () => {
    const item = await getRelease(table, projectId, version);
    if (!item) return 'gone' as const;
    const release = toRelease(item);
    if ((release.deployCount ?? 0) >= MAX_DEPLOYS) return 'too_many' as const;
    const Item = { ...attributes(deployKey(projectId, version, deploy)), deploy: text(JSON.stringify(deploy)) };
    const put = { Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
    return (await commit(table, [countDeploy(table, release, deploy), put])) ? RETRY : ('added' as const);
  });

/** On condition that nobody has counted another one since it was read. */
const countDeploy = (table: Table, { projectId, version, deployCount = 0, lastDeploy }: Release, deploy: Deploy) => {
  const newest = lastDeploy && lastDeploy.dateFinished > deploy.dateFinished ? lastDeploy : deploy;
  return {
    Update: {
      TableName: table.name,
      Key: attributes(releaseKey(projectId, version)),
      UpdateExpression: 'SET deployCount = :count, lastDeploy = :last',
      ConditionExpression: `attribute_exists(pk) AND ${deployCount === 0 ? 'attribute_not_exists(deployCount)' : 'deployCount = :before'}`,
      ExpressionAttributeValues: {
        ':count': number(deployCount + 1),
        ':last': text(JSON.stringify(newest)),
        ...(deployCount > 0 && { ':before': number(deployCount) }),
      },
    },
  } satisfies TransactWriteItem;
};

export const readDeploys = async (table: Table, projectId: string, version: string): Promise<Deploy[]> =>
  // Written above.
  (await rowsOf(table, projectId, version)).map(row => JSON.parse(readText(row, 'deploy')) as Deploy);

export const dropDeploys = async (table: Table, projectId: string, version: string): Promise<void> => {
  const rows = await rowsOf(table, projectId, version);
  await deleteRows(table, rows);
};

/** Newest first. */
const rowsOf = (table: Table, projectId: string, version: string) =>
  queryPartition(table, releasePartition(projectId, version), {
    prefix: DEPLOYS,
    most: MAX_DEPLOYS,
    backward: true,
    consistent: true,
  });
