import type { Frame, SentryEvent } from '../protocol/event.ts';

/** Sentry's words for whose frames an event has. */
export type FrameMix = 'in-app-only' | 'system-only' | 'mixed';

/**
 * Of all frames of exceptions, of the message and of threads, also of those as they came before mapping, as in Sentry.
 * `undefined`: there are none.
 * @param event as stack-trace rules have left it
 */
export const frameMix = (event: SentryEvent): FrameMix | undefined => {
  const stacks = stacksOf(event);
  const hasOwn = stacks.some(frames => frames.some(isInApp));
  const hasOthers = stacks.some(frames => !frames.every(isInApp));
  if (hasOwn) return hasOthers ? 'mixed' : 'in-app-only';
  return hasOthers ? 'system-only' : undefined;
};

/** What nobody has said of a frame is that it is the application's. */
const isInApp = (frame: Frame): boolean => frame.in_app === true;

const stacksOf = ({ exception, stacktrace, threads }: SentryEvent): Frame[][] =>
  [...(exception?.values ?? []), { stacktrace, raw_stacktrace: undefined }, ...(threads?.values ?? [])]
    .flatMap(holder => [holder.stacktrace, holder.raw_stacktrace])
    .flatMap(stack => (stack ? [stack.frames] : []));
