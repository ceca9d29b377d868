import * as z from 'zod';
import { MAX_OWNERSHIP_CHARS } from '../../life/ownership/parse-ownership.ts';

/** Sentry's names of what is assigned by itself. */
export const AUTO_ASSIGNMENT = {
  off: 'Turn off Auto-Assignment',
  issue_owner: 'Auto Assign to Issue Owner',
} as const;

/** What is left out stays as it is. */
export const ownershipUpdate = z.strictObject({
  raw: z.string().max(MAX_OWNERSHIP_CHARS, `Raw needs to be <= ${MAX_OWNERSHIP_CHARS} characters in length`).optional(),
  fallthrough: z.boolean().optional(),
  autoAssignment: z.enum([AUTO_ASSIGNMENT.off, AUTO_ASSIGNMENT.issue_owner]).optional(),
  codeownersAutoSync: z.boolean().optional(),
});

export interface OwnershipJson {
  raw: string;
  fallthrough: boolean;
  dateCreated: string | null;
  lastUpdated: string | null;
  isActive: boolean;
  autoAssignment: string;
  codeownersAutoSync: boolean;
  /** The rules as they are understood. */
  schema: { $version: 1; rules: RuleJson[] } | null;
}

export interface RuleJson {
  matcher: { type: string; pattern: string };
  owners: { type: 'user' | 'team'; name: string }[];
}

/** Whom the rules suggest for an event, the first being the best, and behind them who wrote suspect commits. */
export interface EventOwnersJson {
  owners: { type: 'user' | 'team'; id: string; name: string; email?: string }[];
  rule: [type: string, pattern: string] | null;
  rules: RuleJson[];
}
