import * as z from 'zod';
import { isSemver } from '../../life/release-order.ts';
import { isRelease } from '../../normalize/release.ts';
import { isObject } from '../../protocol/json.ts';

/** Minutes; ten years. */
const MAX_DURATION = 5_256_000;
/** Minutes; a week, as in Sentry. */
const MAX_WINDOW = 10_080;
/** Events or users. */
const MAX_COUNT = 1_000_000_000;
/** Characters of a release, as in Sentry. */
const MAX_RELEASE = 200;
const MAX_COMMIT = 64;
const MAX_REPOSITORY = 200;
/** Characters of an address (RFC 5321), an id or a slug. */
const MAX_ACTOR = 254;

const minutes = (most: number) => z.number().int().min(1).max(most);
const count = z.number().int().min(1).max(MAX_COUNT);

/** How it is resolved, or until when it is archived. What is named twice or contradicts itself is refused later on. */
const statusDetails = z.strictObject({
  inRelease: z.string().trim().min(1).max(MAX_RELEASE).optional(),
  inNextRelease: z.boolean().optional(),
  inUpcomingRelease: z.boolean().optional(),
  inFutureRelease: z
    .string()
    .trim()
    .max(MAX_RELEASE)
    .refine(name => isRelease(name) && isSemver(name), 'expected a version behind a package, such as shop@2.0.0')
    .optional(),
  inCommit: z
    .strictObject({
      commit: z.string().trim().min(1).max(MAX_COMMIT),
      repository: z.string().trim().min(1).max(MAX_REPOSITORY),
    })
    .optional(),
  ignoreDuration: minutes(MAX_DURATION).optional(),
  ignoreCount: count.optional(),
  ignoreWindow: minutes(MAX_WINDOW).optional(),
  ignoreUserCount: count.optional(),
  ignoreUserWindow: minutes(MAX_WINDOW).optional(),
  untilEscalating: z.boolean().optional(),
});
export type StatusDetails = z.output<typeof statusDetails>;

/** Clients send `null` for what they do not mean: `{"status": "resolved", "snoozeDuration": null}`. */
const withoutNulls = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null)) : value;

/** But for whom an issue is assigned to: nobody. */
const readNulls = (value: unknown): unknown => {
  const clean = withoutNulls(value);
  return isObject(value) && isObject(clean) && value.assignedTo === null ? { ...clean, assignedTo: '' } : clean;
};

/** What may be changed of an issue. Fields that this version cannot change are refused by name, never ignored. */
const fields = z.strictObject({
  /** `muted` is what older clients call `ignored`; people see “archived”. */
  status: z.enum(['resolved', 'resolvedInNextRelease', 'unresolved', 'ignored', 'muted']).optional(),
  substatus: z
    .enum([
      'new',
      'ongoing',
      'escalating',
      'regressed',
      'archived_forever',
      'archived_until_escalating',
      'archived_until_condition_met',
    ])
    .optional(),
  statusDetails: z.preprocess(withoutNulls, statusDetails).optional(),
  /** The old name of `statusDetails.ignoreDuration`. */
  snoozeDuration: minutes(MAX_DURATION).optional(),
  /** `user:ID`, `team:SLUG`, `#SLUG`, an address, `me`; empty: nobody. */
  assignedTo: z.string().trim().max(MAX_ACTOR).optional(),
  priority: z.enum(['low', 'medium', 'high']).optional(),
  hasSeen: z.boolean().optional(),
  isBookmarked: z.boolean().optional(),
  isSubscribed: z.boolean().optional(),
  /** Nothing is public here: `false` is what it is, `true` is refused. */
  isPublic: z.boolean().optional(),
  discard: z.boolean().optional(),
  /** Of several issues: one shows all of them. Clients send `1`. */
  merge: z.union([z.boolean(), z.literal([0, 1])]).optional(),
  /** `false`: somebody has looked at it. */
  inbox: z.boolean().optional(),
});

export const issueUpdate = z.preprocess(readNulls, fields);
export type IssueUpdate = z.output<typeof fields>;

/** Issues that one request may name or change. */
export const MAX_BULK_ISSUES = 1_000;
export const issueIds = z.array(z.string().regex(/^\d{1,19}$/, 'expected an issue id')).max(MAX_BULK_ISSUES);
