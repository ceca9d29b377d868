import { test } from '@jest/globals';
import { onDynamoDbLocal } from '../support/each-engine.ts';
import { openTestTable } from '../support/table.ts';
import { tellPoisonStory } from './poison-story.ts';

/** How many stories are told; more by hand with `CRASH_SEEDS=3000`. */
const SEEDS = Number(process.env.CRASH_SEEDS ?? 30);
/** Over a socket a story takes a hundred times as long as in the same process. */
const SEEDS_OVER_A_SOCKET = 6;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test.each(upTo(SEEDS))(
  'story %i: poison, deaths, letters that are sent again: nothing is lost and nothing is counted twice',
  seed => tellPoisonStory(seed, openTestTable),
);

onDynamoDbLocal((_engine, open) => {
  test.each(upTo(SEEDS_OVER_A_SOCKET))(
    'story %i: what holds on the embedded engine holds on Amazon’s own emulator',
    seed => tellPoisonStory(seed, open),
    120_000,
  );
});
