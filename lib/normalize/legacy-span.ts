import type { Attributes } from '../protocol/attributes.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { attributeOf } from './attribute-of.ts';
import { setOwn } from './set-own.ts';

/**
 * A span as SDKs sent it before there were containers (`description`, `op`, `timestamp`, `data`), told in the fields of
 * today. What was not sent stays missing: whether the span is one is for `normalizeSpan` to say.
 */
export const upgradeLegacySpan = (raw: JsonObject): JsonObject => ({
  trace_id: raw.trace_id,
  span_id: raw.span_id,
  parent_span_id: raw.parent_span_id,
  name: raw.description ?? raw.op ?? '',
  status: isFine(raw.status) ? 'ok' : 'error',
  is_segment: raw.is_segment,
  start_timestamp: raw.start_timestamp,
  end_timestamp: raw.timestamp,
  links: raw.links,
  attributes: legacyAttributes(raw),
});

const isFine = (status: Json | undefined): boolean =>
  status === undefined || status === null || status === '' || status === 'ok' || status === 'unset';

/** Where one name is in two places, the later one here wins. */
const legacyAttributes = (raw: JsonObject): Attributes => {
  const attributes: Attributes = {};
  addAll(attributes, raw.tags);
  addAll(attributes, raw.measurements, value => (isObject(value) ? value.value : undefined));
  addAll(attributes, raw.data);
  addAll(attributes, {
    'sentry.op': raw.op,
    'sentry.origin': raw.origin,
    'sentry.exclusive_time': raw.exclusive_time,
    'sentry.segment.id': raw.segment_id,
    'sentry.profile_id': raw.profile_id,
  });
  return attributes;
};

const addAll = (
  attributes: Attributes,
  bag: Json | undefined,
  read: (member: Json | undefined) => Json | undefined = member => member,
): void => {
  if (!isObject(bag)) return;
  for (const name in bag) {
    const attribute = attributeOf(read(bag[name]));
    if (attribute !== undefined) setOwn(attributes, name, attribute);
  }
};
