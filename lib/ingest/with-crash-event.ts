import { type Crash, crashOf } from '../items/attachment/crash-attachment.ts';
import { crashEvent } from '../items/attachment/crash-event.ts';
import { parseJson } from '../items/parse-json.ts';
import type { EnvelopeItem } from '../protocol/envelope.ts';
import { isObject, type JsonObject } from '../protocol/json.ts';

/** A crash attachment is an event by itself: without one it gets one, and an event beside it becomes that crash. */
export const withCrashEvent = (items: readonly EnvelopeItem[]): readonly EnvelopeItem[] => {
  const crash = items.map(crashOf).find(found => found !== undefined);
  if (!crash) return items;
  if (!items.some(({ type }) => type === 'event')) return [eventItem(crash, {}), ...items];
  return items.map(item => (item.type === 'event' ? complete(crash, item) : item));
};

/** What is no event is left as it is: it has its own fate. */
const complete = (crash: Crash, item: EnvelopeItem): EnvelopeItem => {
  const said = parseJson(item.payload);
  return isObject(said) ? eventItem(crash, said, item.header) : item;
};

const eventItem = (crash: Crash, said: JsonObject, header: JsonObject = {}): EnvelopeItem => ({
  type: 'event',
  header,
  payload: Buffer.from(JSON.stringify(crashEvent(crash, said)), 'utf8'),
});
