import { forMatchingRules } from './matching-rules.ts';
import { reached } from './reach.ts';
import type { CompiledRule } from './rule-set.ts';
import type { RuleStack } from './stack.ts';
import type { StacktraceRules } from './stacktrace-rules.ts';

/** Writes into the frames of a stack whether they are of the application, and their categories, as the rules say. */
export function classifyStack(stack: RuleStack, { sets }: StacktraceRules): void {
  for (const set of sets)
    forMatchingRules(
      set,
      stack,
      rule => rule.classifies,
      (rule, places) => {
        for (const place of places) applyTo(rule, place, stack);
      },
    );
}

function applyTo({ actions, text }: CompiledRule, place: number, { frames }: RuleStack): void {
  for (const action of actions) {
    if (action.kind === 'app') {
      const [from, to] = reached(action.reach, place, frames.length);
      for (const frame of frames.slice(from, to)) {
        frame.inApp = action.value;
        frame.markedBy = text;
      }
    } else if (action.kind === 'category') {
      const frame = frames[place];
      if (frame !== undefined) frame.category = action.value;
    }
  }
}
