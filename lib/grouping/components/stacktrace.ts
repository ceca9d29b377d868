import type { Exception, Frame, SentryEvent, Stacktrace } from '../../protocol/event.ts';
import { type Component, excluded } from '../component.ts';
import type { GroupingConfig } from '../config.ts';
import type { GroupingTask } from '../grouping-rules.ts';
import { isJavascript, platformOf } from '../platform.ts';
import { ruleError, ruleFrame, stepBudget } from '../stacktrace-rules/stack.ts';
import { type WeighingRule, weighingRules, weighStack } from '../stacktrace-rules/weigh-stack.ts';
import { frameComponent } from './frame.ts';
import { inAppHints } from './in-app-hints.ts';
import { isUrlOrFile } from './is-url.ts';

/** One stack seen twice: only the frames of the application, and all of them. */
export interface StacktraceComponents {
  readonly app: Component;
  readonly system: Component;
}

/** `exception`: what the stack belongs to, if it does: rules may ask for its type. */
export function stacktraceComponents(
  stacktrace: Stacktrace,
  event: SentryEvent,
  { stacktrace: rules, config, explain = false }: Omit<GroupingTask, 'fingerprint'>,
  exception?: Exception,
): StacktraceComponents {
  const { frames } = stacktrace;
  const stack = {
    frames: frames.map(frame => ruleFrame(frame, event)),
    error: ruleError(exception),
    budget: stepBudget(),
  };
  const system = isLoneScript(frames, event, config) ? loneScript(frames, event) : allFrames(frames, event);
  const hints = explain ? inAppHints(frames, stack, rules) : [];
  const app = system.map((component, i) => inAppOnly(component, frames[i], hints[i]));
  const weighing = weighingRules(stack, rules);
  return {
    app: explained(assemble(app, weighing, isInApp(frames)), frames.some(isOfApp) ? 'contributing' : 'in-app'),
    system: explained(
      assemble(system, weighing, () => true),
      'contributing',
    ),
  };
}

const isOfApp = (frame: Frame): boolean => frame.in_app === true;

/** @param missing what it would take to contribute, if there are frames at all */
function explained(stacktrace: Component, missing: 'contributing' | 'in-app'): Component {
  if (stacktrace.contributes || stacktrace.hint !== undefined) return stacktrace;
  const what = stacktrace.values.length === 0 ? 'frames' : `${missing} frames`;
  return { ...stacktrace, hint: `ignored because it contains no ${what}` };
}

const isInApp =
  (frames: readonly Frame[]) =>
  (place: number): boolean =>
    frames[place]?.in_app === true;

/** The stack with what the rules say of its frames; only those that are `eligible` can be brought back by them. */
function assemble(
  components: readonly Component[],
  rules: readonly WeighingRule[],
  eligible: (place: number) => boolean,
): Component {
  const weight = weighStack(
    components.map(({ contributes }) => contributes),
    rules,
    eligible,
  );
  const values = components.map((component, place) => {
    const { contributes, hint } = weight.frames[place] ?? component;
    return hint === undefined ? component : { ...component, contributes, hint };
  });
  return {
    id: 'stacktrace',
    contributes: weight.discarded === undefined && values.some(component => component.contributes),
    values: weight.inverted ? values.toReversed() : values,
    ...(weight.discarded === undefined ? {} : { hint: weight.discarded }),
  };
}

const allFrames = (frames: readonly Frame[], event: SentryEvent): Component[] =>
  frames.map((frame, i) => {
    const component = frameComponent(frame, platformOf(frame, event));
    return isRepeated(frame, frames[i - 1]) ? excluded(component, 'ignored due to recursion') : component;
  });

/** How deep a function called itself before it broke is an accident. */
const isRepeated = (frame: Frame, caller: Frame | undefined): boolean =>
  caller !== undefined &&
  frame.lineno === caller.lineno &&
  frame.colno === caller.colno &&
  frame.function === caller.function &&
  frame.filename === caller.filename &&
  frame.abs_path === caller.abs_path &&
  frame.module === caller.module &&
  frame.package === caller.package;

function inAppOnly(component: Component, frame: Frame | undefined, hint: string | undefined): Component {
  if (frame?.in_app !== true) return excluded(component, component.hint ?? hint ?? 'non app frame');
  return component.hint !== undefined || hint === undefined ? component : { ...component, hint };
}

/** A single frame outside of any function would join all errors of that script. */
function isLoneScript(frames: readonly Frame[], event: SentryEvent, { loneScript }: GroupingConfig): boolean {
  const [frame] = frames;
  if (frame === undefined || frames.length > 1 || frame.function) return false;
  return isJavascript(platformOf(frame, event)) && isUrlOrFile(frame.abs_path) === (loneScript === 'of a page');
}

const loneScript = (frames: readonly Frame[], event: SentryEvent): Component[] =>
  allFrames(frames, event).map(component => excluded(component, 'ignored single non-URL JavaScript frame'));
