import { type Crash, crashOf } from '../items/attachment/crash-attachment.ts';
import { crashEvent } from '../items/attachment/crash-event.ts';
import { parseJson } from '../items/parse-json.ts';
import type { EnvelopeItem } from '../protocol/envelope.ts';
import { isObject, type JsonObject, writeJson } from '../protocol/json.ts';

/** A crash attachment is an event by itself: without one it gets one, and an event beside it becomes that crash. */
export const withCrashEvent = (items: readonly EnvelopeItem[]): readonly EnvelopeItem[] => {
  const crash = items.map(crashOf).find(found => found !== undefined);
  if (!crash) return items;
  if (!items.some(({ type }) => type === 'event')) return [eventItem(JSON.stringify(crashEvent(crash, {}))), ...items];
  return items.map(item => (item.type === 'event' ? complete(crash, item) : item));
};

/** What is no event, or is nested too deeply to be written again, is left as it is: it has its own fate. */
const complete = (crash: Crash, item: EnvelopeItem): EnvelopeItem => {
  const said = parseJson(item.payload);
  const text = isObject(said) ? writeJson(crashEvent(crash, said)) : undefined;
  return text === undefined ? item : eventItem(text, item.header);
};

const eventItem = (json: string, header: JsonObject = {}): EnvelopeItem => ({
  type: 'event',
  header,
  payload: Buffer.from(json, 'utf8'),
});
