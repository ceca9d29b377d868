import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Artifact } from '../ports/artifact-store.ts';
import { isLive } from './artifact-item.ts';
import { artifactBundleKey } from './keys/artifact.ts';
import { batchGet, type Item, readText, type Table, text } from './table.ts';

/** Rows that lead to bundles may be left behind by who was interrupted: a bundle's own row decides. Those that can be seen, by id. */
export const liveBundles = async (
  table: Table,
  projectId: string,
  bundleIds: Iterable<string>,
  now: number,
): Promise<Map<string, Item>> => {
  const keys = [...new Set(bundleIds)].map(id => artifactBundleKey(projectId, id));
  const items = (await batchGet(table, keys, { consistent: true })).filter(item => isLive(item, now));
  return new Map(items.map(item => [readText(item, 'bundleId'), item]));
};

interface Which {
  partition: string;
  prefix: string;
  limit: number;
  from?: Item | undefined;
  newestFirst?: boolean;
}

/** Rows of a partition whose sort keys begin so, as they are now. */
export const rowsOf = async (
  table: Table,
  { partition, prefix, limit, from, newestFirst = false }: Which,
): Promise<{ rows: Item[]; next?: Item }> => {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': text(partition), ...(prefix !== '' && { ':sk': text(prefix) }) },
      ConsistentRead: true,
      ScanIndexForward: !newestFirst,
      Limit: limit,
      ExclusiveStartKey: from,
    }),
  );
  return { rows: page.Items ?? [], ...(page.LastEvaluatedKey && { next: page.LastEvaluatedKey }) };
};

/** A row's place of a bundle. */
export const placeOf = (item: Item): Pick<Artifact, 'projectId' | 'bundleId' | 'origin'> => ({
  projectId: readText(item, 'projectId'),
  bundleId: readText(item, 'bundleId'),
  // Written from this very type.
  origin: readText(item, 'origin') as Artifact['origin'],
});
