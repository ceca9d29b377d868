import type { Frame, SentryEvent, Stacktrace } from '../../protocol/event.ts';
import { branch, type Component, excluded } from '../component.ts';
import { isJavascript, platformOf } from '../platform.ts';
import { frameComponent } from './frame.ts';
import { isUrl } from './is-url.ts';

/** One stack seen twice: only the frames of the application, and all of them. */
export interface StacktraceComponents {
  readonly app: Component;
  readonly system: Component;
}

export function stacktraceComponents(stacktrace: Stacktrace, event: SentryEvent): StacktraceComponents {
  const { frames } = stacktrace;
  const system = isLoneScript(frames, event) ? loneScript(frames, event) : allFrames(frames, event);
  return { app: stack(system.map((component, i) => inAppOnly(component, frames[i]))), system: stack(system) };
}

const stack = (frames: readonly Component[]): Component => branch('stacktrace', frames);

const allFrames = (frames: readonly Frame[], event: SentryEvent): Component[] =>
  frames.map((frame, i) => {
    const component = frameComponent(frame, platformOf(frame, event));
    return isRepeated(frame, frames[i - 1]) ? excluded(component, 'recursion') : component;
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

const inAppOnly = (component: Component, frame: Frame | undefined): Component =>
  component.contributes && frame?.in_app !== true ? excluded(component, 'not of the application') : component;

/** A single frame in a page or script, outside of any function, would join all errors of that page. */
function isLoneScript(frames: readonly Frame[], event: SentryEvent): boolean {
  const [frame] = frames;
  if (frame === undefined || frames.length > 1 || frame.function) return false;
  return isJavascript(platformOf(frame, event)) && isUrl(frame.abs_path);
}

const loneScript = (frames: readonly Frame[], event: SentryEvent): Component[] =>
  allFrames(frames, event).map(component => excluded(component, 'a single frame without a function'));
