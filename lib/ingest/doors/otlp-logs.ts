import { refuseExport, respondExported } from '../otlp/respond-otlp.ts';
import type { Door } from './door.ts';

/** `POST /api/{project}/integration/otlp/v1/logs`: log records of OpenTelemetry's exporters and collectors. */
export const otlpLogsDoor: Door = {
  path: 'integration/otlp/v1/logs',
  methods: ['POST'],
  read: async call => (await import('../seldom-readers.ts')).SELDOM_READERS.logs(call),
  respond: ({ request }) => respondExported(request),
  refuse: refuseExport,
  batches: true,
};
