import type { SentryEvent } from '../protocol/event.ts';
import { eventCulprit } from './culprit.ts';
import type { GroupingRules } from './grouping-rules.ts';
import { type EventMetadata, eventTitle } from './title.ts';

/** What an issue shows of its latest event. */
export interface EventFace {
  title: string;
  metadata: EventMetadata;
  culprit: string;
  level: SentryEvent['level'];
  type: string;
  platform: string;
}

/** @param event as stack-trace and fingerprint rules have left it */
export const eventFace = (event: SentryEvent, rules: GroupingRules): EventFace => {
  const { title, metadata } = eventTitle(event, rules);
  const { level, type, platform } = event;
  return { title, metadata, culprit: eventCulprit(event), level, type, platform };
};
