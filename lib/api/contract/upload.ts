import * as z from 'zod';
import { isRelease } from '../../normalize/release.ts';
import { MAX_CHUNKS, MAX_UPLOAD_PROJECTS } from '../../protocol/upload-limits.ts';

/** Characters. */
const MAX_DIST = 64;
const MAX_NAME = 64;
const MAX_PROJECT = 100;

const sha1 = z.string().regex(/^[\da-f]{40}$/, 'expected a SHA-1: 40 hex digits in lower case');
const release = z.string().refine(name => isRelease(name) && name.isWellFormed(), 'Invalid release version');
const dist = z
  .string()
  .min(1)
  .max(MAX_DIST)
  .refine(name => name.isWellFormed() && !/[\r\n\t]/.test(name), 'Invalid dist');
const checksums = {
  checksum: sha1,
  /** None: the caller only asks how far it is. */
  chunks: z.array(sha1).max(MAX_CHUNKS, `an upload has ${MAX_CHUNKS} chunks at most`),
};
const projects = z
  .array(z.union([z.string().max(MAX_PROJECT), z.number().int().transform(String)]))
  .max(MAX_UPLOAD_PROJECTS, `an upload is for ${MAX_UPLOAD_PROJECTS} projects at most`);

/** `POST …/artifactbundle/assemble/`. */
export const bundleAssembly = z
  .strictObject({
    ...checksums,
    projects: projects.min(1, 'You need to specify at least one project'),
    version: release.nullish(),
    dist: dist.nullish(),
  })
  .refine(({ version, dist }) => version != null || dist == null, {
    path: ['dist'],
    message: 'You need to specify a release if you are specifying a dist',
  });

/** `POST …/releases/{version}/assemble/`; projects are those of the release, or of the archive. */
export const releaseAssembly = z.strictObject({ ...checksums, projects: projects.nullish(), dist: dist.nullish() });

export const newOrganizationToken = z.object({
  name: z.string().trim().min(1, 'The name cannot be blank.').max(MAX_NAME),
});

/** Of a list of a release's files. */
export const releaseFileListing = z.object({
  query: z.array(z.string().max(2_048)).max(20),
  /** What they begin with counts: older tools send a star behind it. */
  checksum: z.array(z.string().max(64)).max(1_000),
});

/** Of `artifact-lookup`. */
export const artifactLookup = z.object({
  debug_id: z.string().max(64).optional(),
  url: z.array(z.string().max(4_096)).max(100),
  release: z.string().max(1_000).optional(),
  dist: z.string().max(1_000).optional(),
  download: z.string().max(200).optional(),
});
