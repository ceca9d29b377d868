import { DeleteItemCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ArtifactExpiry, OpenBundle } from '../ports/artifact-uploads.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { ObjectLister } from '../ports/object-lister.ts';
import { toBundle } from './artifact-item.ts';
import { bundleFolder, readListing } from './artifact-objects.ts';
import { commit } from './commit.ts';
import { dropBundle } from './drop-bundle.ts';
import { inTurns } from './in-turns.ts';
import {
  artifactBundleKey,
  artifactTotalKey,
  BUNDLE_DUE_SHARDS,
  bundleDuePartition,
  bundleDueUntil,
  releaseFileSortKey,
  releaseUploads,
} from './keys/artifact.ts';
import { INDEX_BY_ACTIVITY } from './keys/key.ts';
import { leadingRows } from './publish-bundle.ts';
import {
  attributes,
  batchGet,
  deleteRows,
  type Item,
  keyOf,
  number,
  readNumber,
  readText,
  type Table,
  text,
} from './table.ts';
import { transactUpdate } from './transact-update.ts';

interface Deps {
  table: Table;
  blobs: BlobStore;
  objects: ObjectLister;
}

/** Objects that are deleted side by side. */
const AT_ONCE = 16;
/** The lister gives so many at once. */
const PAGE = 1_000;

/** The sweep's side of uploads. Whoever is interrupted begins again at the same bundle: its own row goes last. */
export const dynamoArtifactExpiry = (deps: Deps): ArtifactExpiry => ({
  purge: async (now, limit) => {
    let gone = 0;
    for (const item of await due(deps.table, now, limit)) if (await purgeBundle(deps, item, now)) gone++;
    return gone;
  },
});

const due = async (table: Table, now: number, limit: number): Promise<Item[]> => {
  const shards = await Promise.all(
    Array.from({ length: BUNDLE_DUE_SHARDS }, async (_, shard) => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: INDEX_BY_ACTIVITY,
          KeyConditionExpression: 'gsi1pk = :pk AND gsi1sk < :until',
          ExpressionAttributeValues: { ':pk': text(bundleDuePartition(shard)), ':until': text(bundleDueUntil(now)) },
          Limit: limit,
        }),
      );
      return Items;
    }),
  );
  const keys = shards.flat().slice(0, limit).map(keyOf);
  // The index lags behind: what was renewed meanwhile stays.
  return (await batchGet(table, keys, { consistent: true })).filter(item => readNumber(item, 'until') <= now);
};

/** Whether it is gone; a bundle with very many objects takes several sweeps. */
const purgeBundle = async (deps: Deps, item: Item, now: number): Promise<boolean> => {
  const bundle = toBundle(item);
  // From here on nobody renews it.
  await dropBundle(deps.table, bundle.projectId, bundle.bundleId, now);
  await deleteLeadingRows(deps, item);
  const keys = await deps.objects.list(bundleFolder(bundle));
  await inTurns(AT_ONCE, keys, key => deps.blobs.delete(key));
  if (keys.length >= PAGE) return false;
  await deleteRow(deps.table, bundle);
  return true;
};

const deleteLeadingRows = async ({ table, blobs }: Deps, item: Item): Promise<void> => {
  const bundle = toBundle(item);
  const files = await readListing(blobs, bundle);
  const { release, dist } = bundle;
  const publication = {
    ...(release !== undefined && { release }),
    ...(dist !== undefined && { dist }),
    sameAs: readText(item, 'sameAs'),
    files,
  };
  const rows = leadingRows(bundle, publication, bundle.uploaded);
  await deleteRows(table, rows);
  const [file] = files;
  if (bundle.origin === 'file' && release !== undefined && file)
    await freeName(table, bundle, { release, dist, name: file.path });
};

/** Unless another file has the name by now. */
const freeName = async (
  table: Table,
  { projectId, bundleId }: OpenBundle,
  of: { release: string; dist: string | undefined; name: string },
): Promise<void> => {
  const Key = attributes({ pk: releaseUploads(projectId, of.release), sk: releaseFileSortKey(of.dist, of.name) });
  const command = new DeleteItemCommand({
    TableName: table.name,
    Key,
    ConditionExpression: 'bundleId = :own',
    ExpressionAttributeValues: { ':own': text(bundleId) },
  });
  await table.client.send(command).catch((error: unknown) => {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  });
};

/** With its share of the total, where there is one still. */
const deleteRow = async (table: Table, { projectId, bundleId, size }: OpenBundle): Promise<void> => {
  const row: TransactWriteItem = {
    Delete: {
      TableName: table.name,
      Key: attributes(artifactBundleKey(projectId, bundleId)),
      ConditionExpression: 'attribute_exists(pk)',
    },
  };
  const total = transactUpdate(table, artifactTotalKey(projectId), {
    UpdateExpression: 'ADD #bytes :size, #bundles :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#bytes': 'bytes', '#bundles': 'bundles' },
    ExpressionAttributeValues: { ':size': number(-size), ':one': number(-1) },
  });
  const failed = await commit(table, [row, total]);
  // The project was erased, and its total with it.
  if (failed?.includes(1)) await commit(table, [row]);
};
