import * as z from 'zod';
import { parseTimestamp } from '../../normalize/parse-timestamp.ts';

/** Characters. */
const MAX_DATE = 40;

/** A time in a request: milliseconds since 1970. */
export const date = z
  .string()
  .max(MAX_DATE)
  .transform((text, context) => {
    const seconds = parseTimestamp(text);
    if (seconds !== undefined && seconds >= 0) return Math.round(seconds * 1_000);
    context.addIssue('expected an ISO 8601 time, like 2026-11-22T14:03:12Z');
    return z.NEVER;
  });
