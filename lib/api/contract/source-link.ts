import * as z from 'zod';
import type { CodeMappingJson } from './code-mapping.ts';

/** `?file=&absPath=&lineNo=&commitId=`: a frame, as it stands in the stack trace. What else clients say of it is let pass. */
export const sourceLinkQuery = z.object({
  file: z.string().min(1).max(4_096),
  absPath: z.string().max(4_096).optional(),
  lineNo: z.coerce.number().int().min(1).max(100_000_000).optional().catch(undefined),
  commitId: z
    .string()
    .regex(/^[0-9a-zA-Z._/-]{1,100}$/)
    .optional()
    .catch(undefined),
});

/** Where a frame's line stands in a repository; Sentry's shape. */
export interface SourceLinkJson {
  sourceUrl: string | null;
  /** The mapping that was gone by. */
  config: CodeMappingJson | null;
  integrations: [];
  /** Why there is no address. */
  error?: 'no_code_mappings' | 'stack_root_mismatch' | 'repository_without_url';
}
