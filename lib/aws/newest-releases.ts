import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { byRank } from '../life/version-rank.ts';
import { byNewest, positionOf, type Release, type ReleasePosition, type ReleaseStore } from '../ports/release-store.ts';
import { INDEX_BY_ACTIVITY, INDEX_BY_TIME } from './keys/key.ts';
import { projectReleasesKey, projectVersionsKey, releaseSortKey } from './keys/release.ts';
import { toRelease } from './release-item.ts';
import { batchGet, type Item, keyOf, readText, type Table, text } from './table.ts';

/** How the sort key of the index begins: an ISO time in UTC, `#`. */
const DATE_LENGTH = '2026-11-22T14:03:12.345Z'.length;

/** Index rows carry keys only: the releases are fetched; what is gone meanwhile is left out. */
export const newestReleases = async (
  table: Table,
  projectId: string,
  { limit, before }: Parameters<ReleaseStore['newest']>[1],
): ReturnType<ReleaseStore['newest']> => {
  const { releases, last } = await readIndex(table, {
    index: INDEX_BY_TIME,
    names: ['gsi2pk', 'gsi2sk'],
    of: projectReleasesKey(projectId),
    before: before && releaseSortKey(before.date, before.version),
    limit,
  });
  return {
    releases: releases.toSorted((one, other) => byNewest(positionOf(one), positionOf(other))),
    ...(last && { next: placeOf(readText(last, 'gsi2sk')) }),
  };
};

export const greatestReleases = async (
  table: Table,
  projectId: string,
  { limit, before }: Parameters<ReleaseStore['greatest']>[1],
): ReturnType<ReleaseStore['greatest']> => {
  const { releases, last } = await readIndex(table, {
    index: INDEX_BY_ACTIVITY,
    names: ['gsi1pk', 'gsi1sk'],
    of: projectVersionsKey(projectId),
    before,
    limit,
  });
  return { releases: releases.toSorted(byRank), ...(last && { next: readText(last, 'gsi1sk') }) };
};

interface Asked {
  index: string;
  names: readonly [partition: string, sort: string];
  of: string;
  before: string | undefined;
  limit: number;
}

/** @returns `last`: where to read on, unless this was the end */
const readIndex = async (
  table: Table,
  { index, names: [partition, sort], of, before, limit }: Asked,
): Promise<{ releases: Release[]; last: Item | undefined }> => {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: before === undefined ? `${partition} = :pk` : `${partition} = :pk AND ${sort} < :before`,
      ExpressionAttributeValues: { ':pk': text(of), ...(before !== undefined && { ':before': text(before) }) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const rows = page.Items ?? [];
  const keys = rows.map(keyOf);
  const items = await batchGet(table, keys, { consistent: false });
  return { releases: items.map(toRelease), last: page.LastEvaluatedKey && rows.at(-1) };
};

const placeOf = (sortKey: string): ReleasePosition => ({
  date: Date.parse(sortKey.slice(0, DATE_LENGTH)),
  version: sortKey.slice(DATE_LENGTH + 1),
});
