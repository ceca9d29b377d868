import { parseUnsupported } from '../unsupported/parse.ts';

export const parseTraceMetric = parseUnsupported('trace_metric');
