import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { BUNDLE_LIFE_MS, type OpenBundle, type Publication } from '../ports/artifact-uploads.ts';
import { dueAttributes, listedAttributes, packFiles } from './artifact-item.ts';
import { writeListing } from './artifact-objects.ts';
import { liveBundles, rowsOf } from './artifact-rows.ts';
import type { ArtifactDeps } from './artifact-uploads.ts';
import { dropBundle } from './drop-bundle.ts';
import {
  artifactBundleKey,
  bundleSortKey,
  debugIdKey,
  releaseBundlePrefix,
  releaseFileSortKey,
  releaseUploads,
  sameBundleKey,
  sameBundlePrefix,
} from './keys/artifact.ts';
import type { Key } from './keys/key.ts';
import { attributes, batchWrite, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** Files of one debug id and bundle: a minified file, its map, and room for what nobody needs. */
const MAX_OF_DEBUG_ID = 20;
/** Bundles of one build at once: uploads that run side by side. */
const MAX_SAME = 100;

/**
 * What leads the sweep to all other rows comes first: what the bundle is of, and its list. Its own row says last that it
 * can be seen.
 */
export const publishBundle = async (
  deps: ArtifactDeps,
  bundle: OpenBundle,
  publication: Publication,
): Promise<'published' | 'taken'> => {
  const { table, blobs, clock } = deps;
  const uploaded = clock.now();
  const rows = leadingRows(bundle, publication, uploaded);
  await setBundle(table, bundle, describing(publication, uploaded));
  await writeListing(blobs, bundle, publication.files);
  await batchWrite(
    table,
    rows.map(Item => ({ PutRequest: { Item } })),
  );
  if (bundle.origin === 'file' && !(await claimName(deps, bundle, publication))) {
    await dropBundle(table, bundle.projectId, bundle.bundleId, clock.now());
    return 'taken';
  }
  await setBundle(table, bundle, {
    ...dueAttributes(bundle.bundleId, uploaded + BUNDLE_LIFE_MS),
    ...listedAttributes({ ...bundle, uploaded }),
    state: text('live'),
  });
  if (bundle.origin === 'bundle') await keepNewest(deps, bundle, publication);
  return 'published';
};

/** How a bundle is found. */
export const leadingRows = (bundle: OpenBundle, publication: Publication, uploaded: number): Item[] => {
  const { projectId, bundleId, origin } = bundle;
  const row = (key: Key, more: Item = {}): Item => ({
    ...attributes(key),
    projectId: text(projectId),
    bundleId: text(bundleId),
    origin: text(origin),
    ...more,
  });
  const { release, dist, sameAs, files } = publication;
  const byDebugId = Map.groupBy(files, ({ debugId }) => debugId);
  const debugIds = [...byDebugId].flatMap(([id, some]): Item[] =>
    id === undefined
      ? []
      : [row(debugIdKey(projectId, id, bundleId), { files: text(packFiles(some.slice(0, MAX_OF_DEBUG_ID))) })],
  );
  const same = row(sameBundleKey(projectId, identityOf({ release, dist, sameAs }), bundleId));
  if (origin === 'file' || release === undefined) return [same, ...debugIds];
  const sk = `${releaseBundlePrefix(dist)}${bundleSortKey(uploaded, bundleId)}`;
  return [same, ...debugIds, row({ pk: releaseUploads(projectId, release), sk })];
};

/** Bundles with the same are the same build. */
export const identityOf = ({
  release,
  dist,
  sameAs,
}: Pick<Publication, 'sameAs'> & { release?: string | undefined; dist?: string | undefined }): string =>
  JSON.stringify([sameAs, release ?? null, dist ?? null]);

/** `false`: another file of the release and dist has the name. */
const claimName = async (deps: ArtifactDeps, bundle: OpenBundle, publication: Publication): Promise<boolean> => {
  const { release, dist, files } = publication;
  const [file] = files;
  if (release === undefined || !file) throw new Error('a file that is uploaded alone belongs to a release');
  const key = { pk: releaseUploads(bundle.projectId, release), sk: releaseFileSortKey(dist, file.path) };
  const Item = {
    ...attributes(key),
    projectId: text(bundle.projectId),
    bundleId: text(bundle.bundleId),
    origin: text(bundle.origin),
    files: text(packFiles([file])),
  };
  const owner = await nameOwner(deps, bundle.projectId, key);
  return owner?.isLive ? false : putIf(deps.table, Item, owner?.bundleId);
};

/** Who has a name: a file that can be seen, or one that is gone or was never finished and may be replaced. */
const nameOwner = async (
  { table, clock }: ArtifactDeps,
  projectId: string,
  { pk, sk }: Key,
): Promise<{ bundleId: string; isLive: boolean } | undefined> => {
  const [row] = (await rowsOf(table, { partition: pk, prefix: sk, limit: 1 })).rows;
  if (!row) return undefined;
  const bundleId = readText(row, 'bundleId');
  return { bundleId, isLive: (await liveBundles(table, projectId, [bundleId], clock.now())).has(bundleId) };
};

const putIf = async (table: Table, Item: Item, owner: string | undefined): Promise<boolean> => {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item,
        ConditionExpression: owner === undefined ? 'attribute_not_exists(pk)' : 'bundleId = :owner OR bundleId = :own',
        ...(owner !== undefined && {
          ExpressionAttributeValues: { ':owner': text(owner), ':own': Item.bundleId ?? text('') },
        }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const describing = ({ release, dist, sameAs, files }: Publication, uploaded: number): Item => ({
  uploaded: number(uploaded),
  fileCount: number(files.length),
  sameAs: text(sameAs),
  ...(release !== undefined && { release: text(release) }),
  ...(dist !== undefined && { dist: text(dist) }),
});

/** Of a bundle that was dropped meanwhile it throws: nobody may bring it back. */
const setBundle = async (table: Table, bundle: OpenBundle, values: Item): Promise<void> => {
  const names = Object.keys(values);
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: attributes(artifactBundleKey(bundle.projectId, bundle.bundleId)),
      UpdateExpression: `SET ${names.map((_, place) => `#${place} = :${place}`).join(', ')}`,
      ConditionExpression: '#state <> :dropped',
      ExpressionAttributeNames: {
        '#state': 'state',
        ...Object.fromEntries(names.map((name, place) => [`#${place}`, name])),
      },
      ExpressionAttributeValues: {
        ':dropped': text('dropped'),
        ...Object.fromEntries(names.map((name, place) => [`:${place}`, values[name] ?? text('')])),
      },
    }),
  );
};

/** Of those that are the same build the newest stays; of two at once the same one, whoever looks. */
const keepNewest = async (deps: ArtifactDeps, bundle: OpenBundle, publication: Publication): Promise<void> => {
  const { table, clock } = deps;
  const { pk } = artifactBundleKey(bundle.projectId, bundle.bundleId);
  const { rows } = await rowsOf(table, {
    partition: pk,
    prefix: sameBundlePrefix(identityOf(publication)),
    limit: MAX_SAME,
  });
  const ids = rows.map(row => readText(row, 'bundleId'));
  const live = [...(await liveBundles(table, bundle.projectId, ids, clock.now()))];
  const [, ...older] = live.sort(
    ([id, one], [otherId, other]) =>
      readNumber(other, 'uploaded') - readNumber(one, 'uploaded') || (id < otherId ? 1 : -1),
  );
  for (const [id] of older) await dropBundle(table, bundle.projectId, id, clock.now());
};
