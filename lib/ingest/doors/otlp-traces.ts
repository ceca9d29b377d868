import { refuseExport, respondExported } from '../otlp/respond-otlp.ts';
import type { Door } from './door.ts';

/** `POST /api/{project}/integration/otlp/v1/traces`: spans of OpenTelemetry's exporters and collectors. */
export const otlpTracesDoor: Door = {
  path: 'integration/otlp/v1/traces',
  methods: ['POST'],
  read: async call => (await import('../seldom-readers.ts')).SELDOM_READERS.traces(call),
  respond: ({ request }) => respondExported(request),
  refuse: refuseExport,
  batches: true,
};
