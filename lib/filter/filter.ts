import type { SentryEvent } from '../protocol/event.ts';
import type { FilterSettings } from './settings.ts';

/** What of the request that brought an event can decide about it. */
export interface Sender {
  clientIp?: string | undefined;
  userAgent?: string | undefined;
}

/** Whether an event is to be dropped. */
export type Takes = (event: SentryEvent, sender: Sender) => boolean;

/** A filter as a project's settings make it; `undefined` when they switch it off. */
export type Filter = (settings: FilterSettings) => Takes | undefined;
