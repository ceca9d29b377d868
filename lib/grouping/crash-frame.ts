import type { Exception, Frame, SentryEvent, Stacktrace } from '../protocol/event.ts';
import { crashedThread } from './crashed-thread.ts';

/** The stack to look at first: that of the last exception with one, of the message, or of the crashed thread. */
export const crashStacktrace = (event: SentryEvent): Stacktrace | undefined =>
  event.exception?.values.findLast(hasFrames)?.stacktrace ?? event.stacktrace ?? crashedThread(event)?.stacktrace;

export const hasFrames = (exception: Exception): boolean => (exception.stacktrace?.frames.length ?? 0) > 0;

const any = (): boolean => true;

/** The application's newest frame of those that are `usable`, else the newest of any. */
export function crashFrame(
  stacktrace: Stacktrace | undefined,
  usable: (frame: Frame) => boolean = any,
): Frame | undefined {
  const frames = stacktrace?.frames ?? [];
  return frames.findLast(frame => frame.in_app === true && usable(frame)) ?? frames.findLast(usable);
}
