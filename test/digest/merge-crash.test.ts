import { test } from '@jest/globals';
import { openTestTable } from '../support/table.ts';
import { tellCrashStory } from './crash-story.ts';

/** How many stories are told; more by hand with `CRASH_SEEDS=3000`. */
const SEEDS = Number(process.env.CRASH_SEEDS ?? 100);

test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
  'story %i: people merge issues and split them off again while digesters die anywhere, and every count is exact',
  seed => tellCrashStory(seed, openTestTable, { merges: true }),
);
