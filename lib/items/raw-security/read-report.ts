import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';

/** A browser's report about a violated content security policy, taken out of its wrapping. */
export interface BrowserReport {
  body: JsonObject;
  /** Milliseconds between the violation and the sending. */
  age: number;
  /** Where the report itself says it. */
  userAgent?: string;
}

/**
 * `{"csp-report": {…}}`, as `report-uri` sends it, or one report of the Reporting API. Browsers send reports of other
 * kinds (deprecations, violated permissions, network errors) to the same address: those are no business of ours.
 */
export const readReport = (raw: Json): BrowserReport | 'security_report_type' | 'security_report' => {
  if (!isObject(raw)) return 'security_report_type';
  if (isObject(raw['csp-report'])) return { body: raw['csp-report'], age: 0 };
  if (raw.type !== 'csp-violation') return 'security_report_type';
  if (!isObject(raw.body)) return 'security_report';
  const { user_agent: userAgent } = raw;
  return {
    body: raw.body,
    age: typeof raw.age === 'number' && raw.age > 0 ? raw.age : 0,
    ...(typeof userAgent === 'string' && userAgent !== '' && { userAgent }),
  };
};
