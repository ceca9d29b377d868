import type { JsonObject } from '../protocol/json.ts';

/** Names that old SDKs give to an interface. The proper name wins when both are sent. */
const PROPER = new Map([
  ['sentry.interfaces.Message', 'logentry'],
  ['sentry.interfaces.User', 'user'],
  ['sentry.interfaces.Http', 'request'],
  ['sentry.interfaces.Contexts', 'contexts'],
  ['sentry.interfaces.Breadcrumbs', 'breadcrumbs'],
  ['sentry.interfaces.Exception', 'exception'],
  ['sentry.interfaces.Stacktrace', 'stacktrace'],
  ['sentry.interfaces.Template', 'template'],
  ['sentry.interfaces.Csp', 'csp'],
  ['message', 'logentry'],
]);

/** Fields that are read, and those that the server alone writes or that are out of use: these leave without a word. */
const KNOWN = new Set(
  (
    'event_id type timestamp start_timestamp received level platform logger release dist environment server_name site ' +
    'transaction culprit fingerprint checksum tags extra modules logentry user request contexts breadcrumbs exception ' +
    'threads stacktrace template debug_meta sdk spans measurements breakdowns transaction_info errors csp hpkp expectct ' +
    'expectstaple _meta key_id project version grouping_config _metrics _dsc ingest_path scraping_attempts time_spent ' +
    'metadata hashes applecrashreport device repos query'
  ).split(' '),
);

/** The payload's keys by their proper names, and those that are no field of an event. Changes the payload. */
export const renameLegacyKeys = (raw: JsonObject): string[] => {
  const unknown: string[] = [];
  for (const key of Object.keys(raw)) {
    if (KNOWN.has(key)) continue;
    const proper = PROPER.get(key);
    if (proper === undefined) unknown.push(key);
    else raw[proper] ??= raw[key];
  }
  return unknown;
};
