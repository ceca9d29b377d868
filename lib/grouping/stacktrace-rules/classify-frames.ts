import type { Exception, Frame, SentryEvent, Stacktrace, Thread } from '../../protocol/event.ts';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import { trimFunction } from '../function-name.ts';
import { platformOf } from '../platform.ts';
import { classifyStack } from './classify-stack.ts';
import { type RuleError, type RuleFrame, type RuleStack, ruleError, ruleFrame, stepBudget } from './stack.ts';
import type { StacktraceRules } from './stacktrace-rules.ts';

/**
 * The event with its frames as they are grouped and shown: names trimmed, `in_app` as the rules say, else the SDK, else
 * false. What the SDK said stays in `data`. A second time changes nothing, and other rules start from the SDK's word.
 */
export function classifyFrames(event: SentryEvent, rules: StacktraceRules): SentryEvent {
  const { exception, stacktrace, threads } = event;
  const budget = stepBudget();
  const classified = (stack: Stacktrace, error: RuleError = {}): Stacktrace =>
    classify(stack, { error, budget }, event, rules);
  return {
    ...event,
    ...(exception && { exception: { ...exception, values: exception.values.map(value => inBoth(value, classified)) } }),
    ...(stacktrace && { stacktrace: classified(stacktrace) }),
    ...(threads && { threads: { ...threads, values: threads.values.map(thread => inBoth(thread, classified)) } }),
  };
}

/** With the stack as it came and the one that was symbolicated. */
function inBoth<T extends Exception | Thread>(
  owner: T,
  classified: (stack: Stacktrace, error: RuleError) => Stacktrace,
): T {
  const { stacktrace, raw_stacktrace: raw } = owner;
  if (!stacktrace && !isStacktrace(raw)) return owner;
  const error = ruleError(owner);
  return {
    ...owner,
    ...(stacktrace && { stacktrace: classified(stacktrace, error) }),
    ...(isStacktrace(raw) && { raw_stacktrace: classified(raw, error) }),
  };
}

const isStacktrace = (value: unknown): value is Stacktrace =>
  typeof value === 'object' && value !== null && 'frames' in value && Array.isArray(value.frames);

function classify(
  stack: Stacktrace,
  around: Omit<RuleStack, 'frames'>,
  event: SentryEvent,
  rules: StacktraceRules,
): Stacktrace {
  const frames = stack.frames.map(frame => asSent(frame, event));
  const seen = frames.map(frame => ruleFrame(frame, event));
  classifyStack({ ...around, frames: seen }, rules);
  for (const [place, frame] of frames.entries()) record(frame, seen[place]);
  return { ...stack, frames };
}

/** A copy of the frame without the traces of former rules, its names as they are grouped by. */
function asSent(frame: Frame, event: SentryEvent): Frame {
  const copy: Frame = { ...frame };
  const platform = platformOf(frame, event);
  if (isObject(frame.data)) copy.data = withoutTraces(frame.data, copy);
  if (frame.function && !frame.raw_function) {
    const name = trimFunction(frame.function, platform);
    if (name !== frame.function) [copy.function, copy.raw_function] = [name, frame.function];
  }
  const query = platform === 'javascript' ? (frame.filename?.indexOf('?') ?? -1) : -1;
  if (query !== -1) copy.filename = frame.filename?.slice(0, query) ?? '';
  return copy;
}

function withoutTraces(data: JsonObject, copy: Frame): JsonObject {
  const { orig_in_app: orig, client_in_app: _client, category: _category, ...rest } = data;
  if (orig === -1) delete copy.in_app;
  else if (typeof orig === 'number' || typeof orig === 'boolean') copy.in_app = Boolean(orig);
  return rest;
}

/** -1: the SDK has said nothing. */
const asNumber = (inApp: boolean | undefined): number => (inApp === undefined ? -1 : Number(inApp));

function record(frame: Frame, seen: RuleFrame | undefined): void {
  const { in_app: client, data } = frame;
  const { inApp = client, category } = seen ?? {};
  const said: JsonObject = { ...data };
  if (client !== undefined) said.client_in_app = client;
  if (inApp !== client) said.orig_in_app = asNumber(client);
  if (category !== undefined) said.category = category;
  frame.in_app = inApp ?? false;
  if (Object.keys(said).length > 0) frame.data = said;
  else delete frame.data;
}
