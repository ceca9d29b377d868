import { readCspFields } from '../../normalize/csp-fields.ts';
import type { EdgeItem } from '../edge-item.ts';
import { parseJson } from '../parse-json.ts';
import { invalidReport, parseSecurity } from '../security/parse.ts';
import { readReport } from './read-report.ts';
import { toSecurityEvent } from './to-event.ts';

/** A report as the browser wrote it: made into an event, and on as one. */
export const parseRawSecurity: EdgeItem = (item, context) => {
  const raw = parseJson(item.payload);
  if (raw === undefined) return invalidReport('invalid_json');
  const report = readReport(raw);
  if (typeof report === 'string') return invalidReport(report);
  const csp = readCspFields(report.body);
  if (csp === undefined) return invalidReport('security_report');
  const userAgent = report.userAgent ?? context.userAgent;
  const happenedAt = Math.max(context.receivedAt - report.age, 0);
  const event = toSecurityEvent(csp, { happenedAt, userAgent, header: item.header });
  return parseSecurity(
    { ...item, payload: Buffer.from(JSON.stringify(event)) },
    // Several reports may come in one request, each an event of its own.
    { ...context, eventId: context.eventId ?? context.newId(), userAgent },
  );
};
