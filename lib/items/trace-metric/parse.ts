import { normalizeTraceMetric } from '../../normalize/trace-metric.ts';
import { takeContainer } from '../container.ts';
import { notKept } from '../not-kept.ts';

/** A container of measured values: each is read, and counted as not supported when it is sound. */
export const parseTraceMetric = notKept((item, context) =>
  takeContainer('trace_metric', normalizeTraceMetric, item, context),
);
