import * as z from 'zod';
import { isObject } from '../../protocol/json.ts';

/** Characters, as Sentry has it. */
const MAX_NAME = 64;
/** Seconds: a day, as Sentry has it. */
const MAX_WINDOW = 86_400;
/** Errors of one window. */
const MAX_COUNT = 1_000_000_000;

/** Major versions that the loader can be told to load, newest first. */
export const SDK_MAJORS = ['11.x', '10.x', '9.x', '8.x', '7.x'] as const;
export const DEFAULT_SDK_VERSION = SDK_MAJORS[0];

const version = z
  .string()
  .regex(/^(?:\d{1,3}\.x|\d{1,3}\.\d{1,4}\.\d{1,4})$/, 'expected a version like 11.x or 11.12.0');
const latestIsNewest = (value: unknown): unknown => (value === 'latest' ? DEFAULT_SDK_VERSION : value);

/** Sentry says “none” by leaving out the whole, by leaving its parts empty, or by a 0. */
const withoutEmpty = (value: unknown): unknown =>
  isObject(value) && (value.count ?? null) === null && (value.window ?? null) === null ? null : value;

const rateLimit = z.preprocess(
  withoutEmpty,
  z
    .object({ count: z.number().int().min(0).max(MAX_COUNT), window: z.number().int().min(0).max(MAX_WINDOW) })
    .nullable(),
);

const name = z.string().trim().min(1, 'This field may not be blank.').max(MAX_NAME);

/** `PUT` of a key: what is left out stays as it is. */
export const keyUpdate = z.object({
  name: name.optional(),
  isActive: z.boolean().optional(),
  rateLimit: rateLimit.optional(),
  browserSdkVersion: z.preprocess(latestIsNewest, version.optional()),
  dynamicSdkLoaderOptions: z
    .object({
      hasPerformance: z.boolean().optional(),
      hasReplay: z.boolean().optional(),
      hasDebug: z.boolean().optional(),
      hasFeedback: z.boolean().optional(),
    })
    .optional(),
});
export type KeyUpdate = z.output<typeof keyUpdate>;

/** `POST` of a key. */
export const newKey = keyUpdate.omit({ isActive: true }).extend({ name: name.nullish() });
