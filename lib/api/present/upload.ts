import type { ArtifactType } from '../../ports/artifact-store.ts';
import type { ListedArtifact, ReleaseFile, UploadedBundle } from '../../ports/artifact-uploads.ts';
import type { OrganizationToken } from '../../ports/organization-token-store.ts';
import { isoTime } from './time.ts';

/** Sentry's numbers for what a file is. */
const FILE_TYPES: Readonly<Record<ArtifactType, number>> = {
  source: 1,
  minified_source: 2,
  source_map: 3,
  indexed_ram_bundle: 4,
};

const asUuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const presentBundle = ({ bundleId, release, dist, uploaded, fileCount, size, until }: UploadedBundle) => ({
  bundleId: asUuid(bundleId),
  associations: release === undefined ? [] : [{ release, dist: dist ?? null }],
  date: isoTime(uploaded),
  dateModified: isoTime(uploaded),
  fileCount,
  // Allim's own: bytes, and when it goes if nobody uses it before.
  size,
  dateExpires: isoTime(until),
});

export const presentBundleFile = (file: ListedArtifact, id: string) => ({
  id,
  filePath: file.url ?? file.path,
  fileType: FILE_TYPES[file.type],
  fileSize: file.size,
  debugId: file.debugId ?? null,
  sourcemap: file.sourceMap ?? null,
});

/** A file that was uploaded alone. */
export const presentReleaseFile = ({ bundle, file }: ReleaseFile) => ({
  id: bundle.bundleId,
  name: file.path,
  dist: bundle.dist ?? null,
  headers: {
    'Content-Type': 'application/octet-stream',
    ...(file.sourceMap !== undefined && { Sourcemap: file.sourceMap }),
    ...(file.debugId !== undefined && { 'debug-id': file.debugId }),
  },
  size: file.size,
  sha1: file.sha1,
  dateCreated: isoTime(bundle.uploaded),
});

export const presentOrganizationToken = (token: OrganizationToken) => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  tokenLastCharacters: token.lastCharacters,
  dateCreated: isoTime(token.dateCreated),
  dateLastUsed: null,
  projectLastUsedId: null,
});
