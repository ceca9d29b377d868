import * as z from 'zod';

/** Events of one request; `next` of the answer goes on. */
const MAX_EVENTS = 500;
const DEFAULT_EVENTS = 200;
const MAX_CURSOR = 2_048;

/** Sentry's `maxEvents`; its `remainingEvents` has no meaning here: nothing is deleted. */
export const reprocessing = z.object({
  maxEvents: z
    .number()
    .int()
    .min(1)
    .max(MAX_EVENTS)
    .nullish()
    .transform(value => value ?? DEFAULT_EVENTS),
  cursor: z.string().max(MAX_CURSOR).optional(),
});
