import type { Frame } from '../../protocol/event.ts';
import { isObject } from '../../protocol/json.ts';
import { classifyStack } from '../stacktrace-rules/classify-stack.ts';
import type { RuleStack } from '../stacktrace-rules/stack.ts';
import type { StacktraceRules } from '../stacktrace-rules/stacktrace-rules.ts';

/** By frame: who said that it is of the application, or not. `undefined`: nobody, or nobody knows. */
export function inAppHints(
  frames: readonly Frame[],
  stack: RuleStack,
  rules: StacktraceRules,
): readonly (string | undefined)[] {
  const marks = frames.some(isChanged) ? marksOf(frames, stack, rules) : [];
  return frames.map((frame, place) => {
    const rule = isChanged(frame) ? marks[place] : undefined;
    const by = rule === undefined ? byClient(frame) : `stack trace rule (${rule})`;
    return by && `marked ${frame.in_app === true ? 'in-app' : 'out of app'} by ${by}`;
  });
}

const isChanged = (frame: Frame): boolean => isObject(frame.data) && frame.data.orig_in_app !== undefined;

const byClient = (frame: Frame): string | undefined =>
  isObject(frame.data) && frame.data.client_in_app === frame.in_app && frame.in_app !== undefined
    ? 'the client'
    : undefined;

/** The rules that decided, found by letting them decide again from what the SDK had said. */
function marksOf(
  frames: readonly Frame[],
  { frames: seen, ...around }: RuleStack,
  rules: StacktraceRules,
): (string | undefined)[] {
  const asSent = seen.map((frame, place) => ({ ...frame, category: undefined, inApp: clientInApp(frames[place]) }));
  classifyStack({ ...around, frames: asSent }, rules);
  return asSent.map((frame: RuleStack['frames'][number], place) =>
    frame.inApp === frames[place]?.in_app ? frame.markedBy : undefined,
  );
}

function clientInApp(frame: Frame | undefined): boolean | undefined {
  const client = isObject(frame?.data) ? frame.data.client_in_app : undefined;
  return typeof client === 'boolean' ? client : undefined;
}
