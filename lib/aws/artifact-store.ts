import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Artifact, ArtifactBundle, ArtifactFinder } from '../ports/artifact-store.ts';
import { BUNDLE_LIFE_MS, type ListedArtifact, MAX_RELEASE_FILES, RENEW_AFTER_MS } from '../ports/artifact-uploads.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import { unpack } from '../protocol/unpack.ts';
import { dueAttributes, toBundle, unpackFiles } from './artifact-item.ts';
import { readListing, readParts, symbolsPath } from './artifact-objects.ts';
import { liveBundles, placeOf, rowsOf } from './artifact-rows.ts';
import { inTurns } from './in-turns.ts';
import {
  artifactBundleKey,
  artifactTotalKey,
  debugIdPartition,
  releaseBundlePrefix,
  releaseFilePrefix,
  releaseUploads,
  SAME_BUNDLES,
} from './keys/artifact.ts';
import { isStorableRelease } from './keys/release.ts';
import { attributes, type Item, readNumber, readText, type Table, text } from './table.ts';

/** Bundles that are looked at for one debug id. The same build that is uploaded again replaces itself. */
const MAX_OF_DEBUG_ID = 50;
/** Bundles of a release that are looked at, whatever is asked for. */
const MAX_OF_RELEASE = 100;
const AT_ONCE = 16;
/** A process says once in so long that a bundle is used. */
const SAY_AGAIN_MS = 86_400_000;
/** Bundles that a process remembers to have said it of. */
const MAX_REMEMBERED = 5_000;
const DEBUG_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

interface Deps {
  table: Table;
  blobs: BlobStore;
  clock: Clock;
}

/** What was uploaded, as the digest looks for it: rows lead to places in objects. */
export const dynamoArtifactStore = (deps: Deps): ArtifactFinder => {
  const { blobs } = deps;
  return {
    byDebugId: (projectId, debugIds) => byDebugId(deps, projectId, debugIds),
    byRelease: (projectId, release, dist, options) => byRelease(deps, { projectId, release, dist, ...options }),
    hasAny: (projectId, release) => hasAny(deps, projectId, release),
    read: async (artifact, maxBytes) => {
      if (artifact.size > maxBytes)
        throw new Error(`the file has ${artifact.size} bytes, which is more than ${maxBytes}`);
      const packed = await readParts(blobs, artifact, { offset: artifact.offset, length: artifact.packedSize });
      return packed && unpack(packed, artifact.packing, artifact.size);
    },
    symbols: (map, minified) => ({ get: range => blobs.get(symbolsPath(map, minified), range) }),
    putSymbols: (map, minified, bytes) => blobs.put(symbolsPath(map, minified), bytes),
    noteUse: renewer(deps),
  };
};

const byDebugId = async (
  { table, clock }: Deps,
  projectId: string,
  debugIds: readonly string[],
): Promise<Map<string, readonly Artifact[]>> => {
  const asked = [...new Set(debugIds)].filter(id => DEBUG_ID.test(id));
  const found = await inTurns(AT_ONCE, asked, async id => {
    const partition = debugIdPartition(projectId, id);
    return (await rowsOf(table, { partition, prefix: '', limit: MAX_OF_DEBUG_ID })).rows;
  });
  const live = await liveBundles(
    table,
    projectId,
    found.flat().map(row => readText(row, 'bundleId')),
    clock.now(),
  );
  const filesOf = (rows: readonly Item[]): Artifact[] =>
    rows
      .filter(row => live.has(readText(row, 'bundleId')))
      .sort((one, other) => uploadedOf(live, other) - uploadedOf(live, one))
      .flatMap(row => unpackFiles(readText(row, 'files'), placeOf(row)).map(toArtifact));
  const files = asked.map((id, place) => [id, filesOf(found[place] ?? [])] as const);
  return new Map(files.filter(([, some]) => some.length > 0));
};

const uploadedOf = (live: ReadonlyMap<string, Item>, row: Item): number =>
  readNumber(live.get(readText(row, 'bundleId')) ?? {}, 'uploaded');

const toArtifact = ({ path: _path, sha1: _sha1, ...artifact }: ListedArtifact): Artifact => artifact;

interface OfRelease {
  projectId: string;
  release: string;
  dist: string | undefined;
  limit: number;
}

const byRelease = async (deps: Deps, of: OfRelease): Promise<ArtifactBundle[]> => {
  if (!isStorableRelease(of.release)) return [];
  const [bundles, files] = await Promise.all([newestBundles(deps, of), filesOfRelease(deps, of)]);
  return [...bundles, ...files];
};

const newestBundles = async ({ table, blobs, clock }: Deps, of: OfRelease): Promise<ArtifactBundle[]> => {
  const { rows } = await rowsOf(table, {
    partition: releaseUploads(of.projectId, of.release),
    prefix: releaseBundlePrefix(of.dist),
    limit: MAX_OF_RELEASE,
    newestFirst: true,
  });
  const ids = rows.map(row => readText(row, 'bundleId'));
  const live = await liveBundles(table, of.projectId, ids, clock.now());
  const chosen = [...new Set(ids)]
    .map(id => live.get(id))
    .filter(item => item !== undefined)
    .slice(0, of.limit);
  return Promise.all(
    chosen.map(async item => {
      const { size: _size, fileCount: _fileCount, until: _until, ...bundle } = toBundle(item);
      return { ...bundle, files: (await readListing(blobs, bundle)).map(toArtifact) };
    }),
  );
};

/** Their rows hold all that there is to say of them. */
const filesOfRelease = async ({ table, clock }: Deps, of: OfRelease): Promise<ArtifactBundle[]> => {
  const { rows } = await rowsOf(table, {
    partition: releaseUploads(of.projectId, of.release),
    prefix: releaseFilePrefix(of.dist),
    limit: MAX_RELEASE_FILES,
  });
  const ids = rows.map(row => readText(row, 'bundleId'));
  const live = await liveBundles(table, of.projectId, ids, clock.now());
  return rows
    .flatMap((row): ArtifactBundle[] => {
      const item = live.get(readText(row, 'bundleId'));
      if (!item) return [];
      const { size: _size, fileCount: _fileCount, until: _until, ...bundle } = toBundle(item);
      return [{ ...bundle, files: unpackFiles(readText(row, 'files'), bundle).map(toArtifact) }];
    })
    .sort((one, other) => other.uploaded - one.uploaded);
};

const hasAny = async ({ table }: Deps, projectId: string, release: string | undefined): Promise<boolean> => {
  if (release !== undefined && !isStorableRelease(release)) return false;
  const partition = release === undefined ? artifactTotalKey(projectId).pk : releaseUploads(projectId, release);
  const { rows } = await rowsOf(table, { partition, prefix: release === undefined ? SAME_BUNDLES : '', limit: 1 });
  return rows.length > 0;
};

/** Says of each bundle at most once a day that it is used; what is renewed has a third of its life behind it. */
const renewer = ({ table, clock }: Deps): ArtifactFinder['noteUse'] => {
  const said = new Map<string, number>();
  return async bundles => {
    const now = clock.now();
    const named = new Map(bundles.map(one => [`${one.projectId} ${one.bundleId}`, one]));
    const due = [...named].filter(([name]) => now - (said.get(name) ?? Number.NEGATIVE_INFINITY) > SAY_AGAIN_MS);
    await inTurns(AT_ONCE, due, ([, bundle]) => renew(table, bundle, now));
    for (const [name] of due) said.set(name, now);
    for (const name of [...said.keys()].slice(0, Math.max(0, said.size - MAX_REMEMBERED))) said.delete(name);
  };
};

const renew = async (
  table: Table,
  { projectId, bundleId }: Pick<Artifact, 'projectId' | 'bundleId'>,
  now: number,
): Promise<void> => {
  const { until = text(''), gsi1sk = text('') } = dueAttributes(bundleId, now + BUNDLE_LIFE_MS);
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(artifactBundleKey(projectId, bundleId)),
        UpdateExpression: 'SET #until = :until, gsi1sk = :sk',
        // What is dropped or over stays so.
        ConditionExpression: '#state = :live AND #until < :worn AND #until > :now',
        ExpressionAttributeNames: { '#until': 'until', '#state': 'state' },
        ExpressionAttributeValues: {
          ':until': until,
          ':sk': gsi1sk,
          ':live': { S: 'live' },
          ':worn': { N: String(now + BUNDLE_LIFE_MS - RENEW_AFTER_MS) },
          ':now': { N: String(now) },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
