import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { classifyStack } from '../../../lib/grouping/stacktrace-rules/classify-stack.ts';
import {
  type Family,
  type RuleError,
  type RuleStack,
  stepBudget,
} from '../../../lib/grouping/stacktrace-rules/stack.ts';
import { weighingRules, weighStack } from '../../../lib/grouping/stacktrace-rules/weigh-stack.ts';
import { rulesOf } from './rules-of.ts';

/** Rules and frames made up at random, and what the reference engine made of them. */
interface Recorded {
  readonly rules: string;
  readonly frames: readonly RecordedFrame[];
  readonly error: RuleError;
  readonly contributes: readonly boolean[];
  readonly classified: readonly (readonly [category: string | null, inApp: boolean | null])[];
  readonly weighed: readonly (readonly [contributes: boolean, hint: string | null])[];
  readonly result: readonly [contributes: boolean, hint: string | null, inverted: boolean];
}

interface RecordedFrame {
  readonly function?: string;
  readonly module?: string;
  readonly package?: string;
  readonly path?: string;
  readonly family: Family;
  readonly category?: string;
  readonly in_app?: boolean;
}

const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/stacktrace-rules.json', import.meta.url), 'utf8'),
) as Recorded[];

const stackOf = ({ frames, error }: Recorded): RuleStack => ({
  error,
  budget: stepBudget(),
  frames: frames.map(({ family, category, in_app: inApp, ...names }) => ({
    family,
    category,
    inApp,
    names: { function: names.function, module: names.module, package: names.package, path: names.path },
  })),
});

test('there is something to compare with', () => {
  expect(recorded.length).toBeGreaterThan(150);
});

test('frames are of the application, and of categories, as for the reference engine', () => {
  for (const row of recorded) {
    const stack = stackOf(row);
    classifyStack(stack, rulesOf(row.rules));
    const classified = stack.frames.map(frame => [frame.category ?? null, frame.inApp ?? null]);
    expect([row.rules, classified]).toEqual([row.rules, row.classified]);
  }
});

test('frames contribute as for the reference engine, and the same rule is the reason', () => {
  for (const row of recorded) {
    const { frames, discarded, inverted } = weighStack(
      row.contributes,
      weighingRules(stackOf(row), rulesOf(row.rules)),
    );
    const weighed = frames.map(({ contributes, hint }, place) =>
      // Who marked a frame in-app is said elsewhere, and it is said in place of what else there is to say.
      row.weighed[place]?.[1]?.startsWith('marked')
        ? [contributes, row.weighed[place][1]]
        : [contributes, hint ?? null],
    );
    const contributes = discarded === undefined && frames.some(frame => frame.contributes);
    expect([row.rules, weighed, [contributes, discarded ?? null, inverted]]).toEqual([
      row.rules,
      row.weighed,
      row.result,
    ]);
  }
});
