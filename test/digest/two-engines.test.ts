import { test } from '@jest/globals';
import { onDynamoDbLocal } from '../support/each-engine.ts';
import { tellCrashStory } from './crash-story.ts';

/** Over a socket a story takes a hundred times as long as in the same process. */
const SEEDS = 20;
const MERGING_SEEDS = 8;

onDynamoDbLocal((_engine, open) => {
  test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
    'story %i: what holds on the embedded engine holds on Amazon’s own emulator',
    seed => tellCrashStory(seed, open),
    120_000,
  );

  test.each(Array.from({ length: MERGING_SEEDS }, (_, index) => index + 1))(
    'story %i: and so it does while people merge issues and split them off again',
    seed => tellCrashStory(seed, open, { merges: true }),
    120_000,
  );
});
