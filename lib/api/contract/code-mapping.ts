import * as z from 'zod';
import { MAX_CODE_MAPPINGS } from '../../ports/code-mapping-store.ts';
import { repositoryName } from './repository.ts';

/** Characters: a project's mappings lie in one row, which holds 400 KB. */
const MAX_ROOT = 150;
const MAX_BRANCH = 100;
const NAME = z.string().min(1).max(100);

const root = z
  .string()
  .max(MAX_ROOT)
  .refine(text => text.isWellFormed() && !/\p{Cc}/u.test(text), 'expected a path');
const sourceRoot = root.refine(
  path => !path.replaceAll('\\', '/').split('/').includes('..'),
  'expected a path within the repository',
);
const branch = z
  .string()
  .trim()
  .max(MAX_BRANCH)
  .regex(/^[^\p{Cc}\s~^:?*[\\]*$/u, 'expected the name of a branch')
  .refine(name => name.isWellFormed() && !name.includes('..'), 'expected the name of a branch')
  .nullish();
const roots = { stackRoot: root, sourceRoot };

/** What sentry-cli uploads: mappings of one project to one repository. */
export const codeMappingsUpload = z.object({
  project: NAME,
  repository: repositoryName,
  defaultBranch: branch,
  mappings: z.array(z.object(roots)).min(1).max(MAX_CODE_MAPPINGS),
});

/** `POST` of one. */
export const newCodeMapping = z.object({
  projectId: z.union([NAME, z.number().int().transform(String)]),
  repositoryId: z.union([NAME, z.number().int().transform(String)]),
  defaultBranch: branch,
  ...roots,
});

/** `PUT` of one: what is left out stays as it is. */
export const codeMappingUpdate = z.object({
  repositoryId: z.union([NAME, z.number().int().transform(String)]).optional(),
  defaultBranch: branch,
  stackRoot: root.optional(),
  sourceRoot: sourceRoot.optional(),
});

/** A code mapping in Sentry's words. */
export interface CodeMappingJson {
  /** Made of its project and both roots. */
  id: string;
  projectId: string;
  projectSlug: string;
  repoId: string;
  repoName: string;
  integrationId: null;
  provider: { key: string; slug: string; name: string } | null;
  stackRoot: string;
  sourceRoot: string;
  defaultBranch: string | null;
  automaticallyGenerated: false;
}

/** What became of an upload. */
export interface UploadedMappingsJson {
  created: number;
  updated: number;
  errors: number;
  mappings: { stackRoot: string; sourceRoot: string; status: 'created' | 'updated' }[];
}
