import { test } from '@jest/globals';
import { openTestTable } from '../support/table.ts';
import { tellCrashStory } from './crash-story.ts';

/** How many stories are told; more by hand with `CRASH_SEEDS=3000`. */
const SEEDS = Number(process.env.CRASH_SEEDS ?? 200);

test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
  'story %i: digesters die anywhere, messages come again in other batches, and every count is exact',
  seed => tellCrashStory(seed, openTestTable),
);
