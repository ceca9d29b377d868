import {
  type ArtifactUploads,
  type BundleDraft,
  type Full,
  MAX_LISTED_OF_RELEASE,
  MAX_PROJECT_BUNDLES,
  MAX_PROJECT_BYTES,
  MAX_RELEASE_FILES,
  type OpenBundle,
  type ReleaseFile,
  UNFINISHED_LIFE_MS,
  type UploadedBundle,
} from '../ports/artifact-uploads.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { isLive, newBundleItem, toBundle, unpackFiles } from './artifact-item.ts';
import { readListing, readParts, writeParts } from './artifact-objects.ts';
import { liveBundles, rowsOf } from './artifact-rows.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { dropBundle } from './drop-bundle.ts';
import {
  artifactBundleKey,
  artifactTotalKey,
  projectBundlesKey,
  RELEASE_BUNDLES,
  RELEASE_FILES,
  releaseUploads,
} from './keys/artifact.ts';
import { isStorableRelease } from './keys/release.ts';
import { publishBundle } from './publish-bundle.ts';
import { queryIndex } from './query-index.ts';
import { getItem, type Item, number, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

export interface ArtifactDeps {
  table: Table;
  blobs: BlobStore;
  clock: Clock;
  ids: Pick<Ids, 'hex32'>;
}

/**
 * Uploads as rows, their bytes as objects. A bundle's own row says whether it can be seen: rows that lead to it are
 * written before it can, and taken away after it cannot.
 */
export const dynamoArtifactUploads = (deps: ArtifactDeps): ArtifactUploads => {
  const { table, blobs, clock } = deps;
  const get: ArtifactUploads['get'] = async (projectId, bundleId) => {
    const item = await readBundle(table, projectId, bundleId);
    return isLive(item, clock.now()) ? toBundle(item) : undefined;
  };
  return {
    open: draft => openBundle(deps, draft),
    write: (bundle, pieces) => writeParts(blobs, bundle, pieces),
    readBytes: async (bundle, offset, length) =>
      (await readParts(blobs, bundle, { offset, length })) ?? new Uint8Array(),
    publish: (bundle, publication) => publishBundle(deps, bundle, publication),
    drop: (projectId, bundleId) => dropBundle(table, projectId, bundleId, clock.now()),
    list: async (projectId, options) => {
      const { items, next } = await queryIndex(table, 'gsi2', projectBundlesKey(projectId), options);
      const bundles = items.filter(item => isLive(item, clock.now())).map(toBundle);
      return { bundles, ...(next && { next }) };
    },
    ofRelease: (projectId, release) => bundlesOfRelease(deps, projectId, release),
    get,
    // Only what can be seen has an origin of its own; the list is the same for both.
    files: async ({ projectId, bundleId }) => {
      const bundle = await get(projectId, bundleId);
      return bundle ? readListing(blobs, bundle) : [];
    },
    releaseFiles: (projectId, release) => releaseFiles(deps, projectId, release),
  };
};

/** Dists stand one after the other in the table. */
const bundlesOfRelease = async (
  { table, clock }: ArtifactDeps,
  projectId: string,
  release: string,
): Promise<UploadedBundle[]> => {
  if (!isStorableRelease(release)) return [];
  const partition = releaseUploads(projectId, release);
  const { rows } = await rowsOf(table, { partition, prefix: RELEASE_BUNDLES, limit: MAX_LISTED_OF_RELEASE });
  const ids = [...new Set(rows.map(row => readText(row, 'bundleId')))];
  const live = await liveBundles(table, projectId, ids, clock.now());
  return [...live.values()].map(toBundle).sort((one, other) => other.uploaded - one.uploaded);
};

const readBundle = (table: Table, projectId: string, bundleId: string): Promise<Item | undefined> =>
  getItem(table, artifactBundleKey(projectId, bundleId), { consistent: true });

/** Its row and its share of the total in one: what was begun and forgotten is given back by the sweep. */
const openBundle = ({ table, clock, ids }: ArtifactDeps, draft: BundleDraft): Promise<OpenBundle | Full> => {
  const bundleId = ids.hex32();
  const now = clock.now();
  const Item = newBundleItem({
    ...draft,
    bundleId,
    uploaded: now,
    fileCount: 0,
    until: now + UNFINISHED_LIFE_MS,
  });
  return inRounds(async () => {
    const failed = await commit(table, [
      { Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
      transactUpdate(table, artifactTotalKey(draft.projectId), {
        UpdateExpression: 'SET projectId = :project ADD #bytes :size, #bundles :one',
        ConditionExpression: 'attribute_not_exists(pk) OR (#bytes <= :room AND #bundles < :most)',
        ExpressionAttributeNames: { '#bytes': 'bytes', '#bundles': 'bundles' },
        ExpressionAttributeValues: {
          ':project': text(draft.projectId),
          ':size': number(draft.size),
          ':one': number(1),
          ':room': number(MAX_PROJECT_BYTES - draft.size),
          ':most': number(MAX_PROJECT_BUNDLES),
        },
      }),
    ]);
    if (!failed) return { ...draft, bundleId };
    return failed.includes(1) ? fullness(table, draft) : RETRY;
  });
};

const fullness = async (table: Table, { projectId, size }: BundleDraft): Promise<Full> => {
  const item = await getItem(table, artifactTotalKey(projectId), { consistent: true });
  return Number(item?.bytes?.N ?? 0) + size > MAX_PROJECT_BYTES ? 'too_many_bytes' : 'too_many_bundles';
};

const releaseFiles = async (
  { table, clock }: ArtifactDeps,
  projectId: string,
  release: string,
): Promise<ReleaseFile[]> => {
  if (!isStorableRelease(release)) return [];
  const { rows } = await rowsOf(table, {
    partition: releaseUploads(projectId, release),
    prefix: RELEASE_FILES,
    limit: MAX_RELEASE_FILES,
  });
  const ids = rows.map(row => readText(row, 'bundleId'));
  const live = await liveBundles(table, projectId, ids, clock.now());
  return rows
    .flatMap((row): ReleaseFile[] => {
      const item = live.get(readText(row, 'bundleId'));
      if (!item) return [];
      const bundle = toBundle(item);
      return unpackFiles(readText(row, 'files'), bundle).map(file => ({ bundle, file }));
    })
    .sort((one, other) => byName(one.file, other.file));
};

const byName = (one: { path: string }, other: { path: string }): number =>
  one.path < other.path ? -1 : Number(one.path > other.path);
