import * as z from 'zod';

/** ISO 8601, UTC where it names no zone; as milliseconds since 1970. */
export const moment = z
  .string()
  .max(40)
  .transform(text => Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes('T') ? text : `${text}Z`))
  .refine(ms => ms >= 0 && ms < 8.64e15, 'expected a time like 2026-11-22T12:00:00Z');
