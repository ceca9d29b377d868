import { readFileSync } from 'node:fs';
import type { Exception, Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { makeEvent } from './make-event.ts';

/** What a real SDK has sent, as far as grouping reads it, brought into the form that normalization gives it. */
export function recordedEvent(name: string): SentryEvent {
  const text = readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
  // A recording is what its SDK sent: an event, but for the places that `normalized` mends.
  return normalized(JSON.parse(text) as Partial<SentryEvent> & { message?: string });
}

function normalized({ message, ...event }: Partial<SentryEvent> & { message?: string }): SentryEvent {
  for (const exception of event.exception?.values ?? []) normalizeFrames(exception);
  const logentry = event.logentry ?? (message ? { formatted: message } : undefined);
  return makeEvent(logentry ? { ...event, logentry } : event);
}

function normalizeFrames(exception: Exception): void {
  for (const frame of exception.stacktrace?.frames ?? []) normalizeFrame(frame);
}

function normalizeFrame(frame: Frame): void {
  if (frame.function === '?') delete frame.function;
  if (frame.abs_path || !frame.filename) return;
  frame.abs_path = frame.filename;
  if (/^https?:/.test(frame.filename)) frame.filename = new URL(frame.filename).pathname;
}
