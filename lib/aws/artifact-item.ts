import type { Artifact } from '../ports/artifact-store.ts';
import type { ListedArtifact, UploadedBundle } from '../ports/artifact-uploads.ts';
import { artifactBundleKey, bundleDueKey, bundleSortKey, projectBundlesKey } from './keys/artifact.ts';
import { attributes, type Item, number, readNumber, readText, text } from './table.ts';

/** `open`: being written; `live`: can be seen; `dropped`: waits for the sweep. */
export type BundleState = 'open' | 'live' | 'dropped';

/** A bundle that nobody sees yet. */
export const newBundleItem = (bundle: UploadedBundle): Item => ({
  ...attributes(artifactBundleKey(bundle.projectId, bundle.bundleId)),
  ...dueAttributes(bundle.bundleId, bundle.until),
  projectId: text(bundle.projectId),
  bundleId: text(bundle.bundleId),
  origin: text(bundle.origin),
  size: number(bundle.size),
  uploaded: number(bundle.uploaded),
  state: text('open' satisfies BundleState),
});

/** When it goes, and its place among those that go. No TTL: its objects would stay. */
export const dueAttributes = (bundleId: string, until: number): Item => ({
  until: number(until),
  gsi1pk: text(bundleDueKey(bundleId)),
  gsi1sk: text(bundleSortKey(until, bundleId)),
});

/** Its place among those of its project. */
export const listedAttributes = ({
  projectId,
  bundleId,
  uploaded,
}: Pick<UploadedBundle, 'projectId' | 'bundleId' | 'uploaded'>): Item => ({
  gsi2pk: text(projectBundlesKey(projectId)),
  gsi2sk: text(bundleSortKey(uploaded, bundleId)),
});

export const toBundle = (item: Item): UploadedBundle => ({
  projectId: readText(item, 'projectId'),
  bundleId: readText(item, 'bundleId'),
  // Written above from this very type.
  origin: readText(item, 'origin') as Artifact['origin'],
  ...(item.release && { release: readText(item, 'release') }),
  ...(item.dist && { dist: readText(item, 'dist') }),
  uploaded: readNumber(item, 'uploaded'),
  size: readNumber(item, 'size'),
  fileCount: readNumber(item, 'fileCount'),
  until: readNumber(item, 'until'),
});

export const isLive = (item: Item | undefined, now: number): item is Item =>
  item !== undefined && readText(item, 'state') === 'live' && readNumber(item, 'until') > now;

/** The files of a bundle in a row: what every file of it says, its row says. */
export const packFiles = (files: readonly ListedArtifact[]): string =>
  JSON.stringify(files.map(({ projectId: _projectId, bundleId: _bundleId, origin: _origin, ...file }) => file));

export const unpackFiles = (
  packed: string,
  of: Pick<Artifact, 'projectId' | 'bundleId' | 'origin'>,
): ListedArtifact[] =>
  // Written above.
  (JSON.parse(packed) as Omit<ListedArtifact, 'projectId' | 'bundleId' | 'origin'>[]).map(file => ({
    projectId: of.projectId,
    bundleId: of.bundleId,
    origin: of.origin,
    ...file,
  }));
