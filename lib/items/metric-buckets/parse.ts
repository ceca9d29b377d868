import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** Metrics that one Sentry server sends to the next; no SDK does. Each bucket is counted. */
export const parseMetricBuckets = notKept(item => {
  const raw = parseJson(item.payload);
  if (raw === undefined) return invalid('metric_bucket', 'invalid_json');
  return Array.isArray(raw)
    ? unsupported('metric_buckets', Math.max(raw.length, 1))
    : invalid('metric_bucket', 'payload');
});
