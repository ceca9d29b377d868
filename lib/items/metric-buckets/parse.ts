import { parseUnsupported } from '../unsupported/parse.ts';

export const parseMetricBuckets = parseUnsupported('metric_buckets');
