import type { JsonObject } from '../protocol/json.ts';
import { parseSpanId, parseTraceId } from '../protocol/trace-id.ts';
import { METRIC_TYPES, type SentryTraceMetric } from '../protocol/trace-metric.ts';
import { entryAttributes } from './entry-attributes.ts';
import type { EntryContext } from './entry-context.ts';
import { entryTime } from './entry-time.ts';
import { put } from './put.ts';

/** One measured value, or `undefined` when it lacks what each must have: time, trace, name, type and value. */
export const normalizeTraceMetric = (raw: JsonObject, context: EntryContext): SentryTraceMetric | undefined => {
  const { name, value } = raw;
  const timestamp = entryTime(raw.timestamp, context);
  const trace_id = parseTraceId(raw.trace_id);
  const type = METRIC_TYPES.find(known => known === raw.type);
  if (timestamp === undefined || trace_id === undefined || type === undefined) return undefined;
  if (typeof name !== 'string' || name === '' || typeof value !== 'number') return undefined;
  const attributes = entryAttributes(raw.attributes, context);
  const metric: SentryTraceMetric = { timestamp, trace_id, name, type, value, attributes };
  put(metric, 'span_id', parseSpanId(raw.span_id));
  put(metric, 'unit', typeof raw.unit === 'string' && raw.unit !== '' ? raw.unit : undefined);
  return metric;
};
