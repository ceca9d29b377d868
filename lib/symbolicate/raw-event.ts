import type { EventError, Frame, SentryEvent, Stacktrace } from '../protocol/event.ts';
import { SYMBOLICATION_ERRORS } from './fault.ts';

interface WithStacks {
  stacktrace?: Stacktrace;
  raw_stacktrace?: Stacktrace;
}

/** An event as it was before its frames were mapped, so that they can be mapped again. */
export const rawEvent = (event: SentryEvent): SentryEvent => {
  const { scraping_attempts: _, errors, ...rest } = event;
  const own = (errors ?? []).filter(isOwn);
  return {
    // Of what was taken apart nothing is missing but what is optional.
    ...restored(rest as SentryEvent & WithStacks),
    ...(own.length > 0 && { errors: own }),
    ...(event.exception && { exception: { ...event.exception, values: event.exception.values.map(restored) } }),
    ...(event.threads && { threads: { ...event.threads, values: event.threads.values.map(restored) } }),
  };
};

/** What mapping said has an address or a file in it; what the SDK or the edge said has not. */
const isOwn = ({ type }: EventError): boolean => !SYMBOLICATION_ERRORS.has(type);

const restored = <T extends WithStacks>(holder: T): T => {
  const { raw_stacktrace: raw, ...rest } = holder;
  const stack = raw && holder.stacktrace && isMapped(holder.stacktrace) ? raw : holder.stacktrace;
  if (!stack) return holder;
  const kept = raw && stack !== raw ? holder : (rest as T); // the copy that is shown now need not stand twice
  return { ...kept, stacktrace: { ...stack, frames: stack.frames.map(withoutMarks) } };
};

const isMapped = ({ frames }: Stacktrace): boolean => frames.some(({ data }) => data?.symbolicated === true);

const withoutMarks = (frame: Frame): Frame => {
  if (frame.data?.symbolicated === undefined) return frame;
  const { symbolicated: _, symbolication: _fault, resolved_with: _by, ...data } = frame.data;
  const { data: _data, ...rest } = frame;
  return Object.keys(data).length > 0 ? { ...rest, data } : rest;
};
