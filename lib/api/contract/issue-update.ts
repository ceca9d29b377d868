import * as z from 'zod';
import { isObject } from '../../protocol/json.ts';

/** What may be changed of an issue. Fields that this version cannot change are refused by name, never ignored. */
const fields = z.strictObject({
  /** `muted` is what older clients call `ignored`; people see “archived”. */
  status: z.enum(['resolved', 'unresolved', 'ignored', 'muted']),
  substatus: z.enum(['ongoing', 'archived_forever', 'archived_until_escalating']).optional(),
  statusDetails: z.strictObject({ untilEscalating: z.boolean().optional() }).optional(),
});

/** Clients send `null` for what they do not mean: `{"status": "resolved", "snoozeDuration": null}`. */
const withoutNulls = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null)) : value;

export const issueUpdate = z.preprocess(withoutNulls, fields);
export type IssueUpdate = z.output<typeof fields>;

/** Issues that one request may name or change. */
export const MAX_BULK_ISSUES = 1_000;
export const issueIds = z.array(z.string().regex(/^\d{1,19}$/, 'expected an issue id')).max(MAX_BULK_ISSUES);
