import type { Exception, Frame, SentryEvent } from '../../lib/protocol/event.ts';

/** An event with nothing in it but what the test says. */
export const makeEvent = (parts: Partial<SentryEvent> = {}): SentryEvent => ({
  event_id: '0'.repeat(32),
  type: parts.exception ? 'error' : 'default',
  timestamp: 1_700_000_000,
  received: 1_700_000_000,
  level: 'error',
  platform: 'python',
  ...parts,
});

export const messageEvent = (formatted: string, parts: Partial<SentryEvent> = {}): SentryEvent =>
  makeEvent({ logentry: { formatted }, ...parts });

export const exceptionEvent = (exception: Exception, parts: Partial<SentryEvent> = {}): SentryEvent =>
  makeEvent({ exception: { values: [exception] }, ...parts });

/** A `ValueError` with these frames, oldest first. */
export const stackEvent = (frames: Frame[], parts: Partial<SentryEvent> = {}): SentryEvent =>
  exceptionEvent({ type: 'ValueError', value: 'no such order', stacktrace: { frames } }, parts);

export const inApp = (parts: Frame): Frame => ({ in_app: true, ...parts });
export const ofSystem = (parts: Frame): Frame => ({ in_app: false, ...parts });
