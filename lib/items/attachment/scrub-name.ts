import type { ScrubSettings } from '../../ports/key-store.ts';
import type { SentryEvent } from '../../protocol/event.ts';
import { scrubEvent } from '../../scrub/scrub-event.ts';

/** A file's name is free text of the event that it belongs to: `jane.doe@example.com.txt`. */
export const scrubName = (name: string, settings: ScrubSettings): string => {
  const { event } = scrubEvent({ ...NAMELESS, extra: { name } }, settings);
  return typeof event.extra?.name === 'string' ? event.extra.name : '';
};

const NAMELESS: SentryEvent = {
  event_id: '0'.repeat(32),
  type: 'default',
  timestamp: 0,
  received: 0,
  level: 'info',
  platform: 'other',
};
