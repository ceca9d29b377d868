import * as z from 'zod';
import type { DataCategory } from '../../protocol/data-category.ts';
import { ITEM_TYPES } from '../../protocol/item-type.ts';

/** Quotas of one project, and of one organization: the edge looks at each of them for every request. */
const MAX_QUOTAS = 10;
const MAX_ID = 64;
const MAX_REASON = 64;
/** A month of 31 days. */
const MAX_WINDOW_SECONDS = 31 * 86_400;
const MAX_LIMIT = 1_000_000_000_000;

/** What items are counted in; attachments by their bytes, and by their number. */
const CATEGORIES = [...new Set<DataCategory>([...Object.values(ITEM_TYPES), 'attachment_item'])];

const quota = z.strictObject({
  id: z
    .string()
    .max(MAX_ID)
    .regex(/^[\w.-]+$/, 'expected letters, digits, dots, dashes and underscores'),
  /** Empty: all of them. */
  categories: z.array(z.enum(CATEGORIES)).max(CATEGORIES.length),
  /** 0 lets nothing in. */
  limit: z.int().min(0).max(MAX_LIMIT),
  /** Seconds. */
  window: z.int().min(1).max(MAX_WINDOW_SECONDS),
  /** What SDKs and the ledger are told. */
  reasonCode: z.string().max(MAX_REASON).regex(/^\w+$/, 'expected letters, digits and underscores'),
});

export type QuotaJson = z.output<typeof quota>;

/** All quotas of a project or an organization: they replace those before. */
export const quotasUpdate = z
  .array(quota)
  .max(MAX_QUOTAS)
  .superRefine((quotas, context) => {
    const twice = quotas.findIndex(({ id }, index) => quotas.findIndex(one => one.id === id) < index);
    if (twice !== -1) context.addIssue({ code: 'custom', path: [twice, 'id'], message: 'is there twice' });
  });
