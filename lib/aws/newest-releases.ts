import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { byNewest, positionOf, type ReleasePosition, type ReleaseStore } from '../ports/release-store.ts';
import { INDEX_BY_TIME, projectReleasesKey, releaseSortKey } from './keys.ts';
import { toRelease } from './release-item.ts';
import { batchGet, readText, type Table, text } from './table.ts';

/** How the sort key of the index begins: an ISO time in UTC, `#`. */
const DATE_LENGTH = '2026-11-22T14:03:12.345Z'.length;

/** Index rows carry keys only: the releases are fetched; what is gone meanwhile is left out. */
export const newestReleases = async (
  table: Table,
  projectId: string,
  { limit, before }: Parameters<ReleaseStore['newest']>[1],
): ReturnType<ReleaseStore['newest']> => {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: INDEX_BY_TIME,
      KeyConditionExpression: before ? 'gsi2pk = :pk AND gsi2sk < :before' : 'gsi2pk = :pk',
      ExpressionAttributeValues: {
        ':pk': text(projectReleasesKey(projectId)),
        ...(before && { ':before': text(releaseSortKey(before.date, before.version)) }),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const rows = page.Items ?? [];
  const keys = rows.map(row => ({ pk: readText(row, 'pk'), sk: readText(row, 'sk') }));
  const releases = (await batchGet(table, keys, { consistent: false })).map(toRelease);
  const last = rows.at(-1);
  return {
    releases: releases.toSorted((one, other) => byNewest(positionOf(one), positionOf(other))),
    ...(page.LastEvaluatedKey && last && { next: placeOf(readText(last, 'gsi2sk')) }),
  };
};

const placeOf = (sortKey: string): ReleasePosition => ({
  date: Date.parse(sortKey.slice(0, DATE_LENGTH)),
  version: sortKey.slice(DATE_LENGTH + 1),
});
