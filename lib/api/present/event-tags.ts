import { eventTags } from '../../normalize/event-tags.ts';
import type { SentryEvent } from '../../protocol/event.ts';

/** The event's own tags and those that Sentry derives. Sorted by key. */
export const presentTags = (event: SentryEvent): { key: string; value: string }[] =>
  [...eventTags(event)].map(([key, value]) => ({ key, value })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
