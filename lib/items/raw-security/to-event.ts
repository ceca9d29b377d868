import { readCspReport } from '../../normalize/csp-report.ts';
import { cspTitle } from '../../normalize/csp-title.ts';
import type { Json, JsonObject } from '../../protocol/json.ts';

/** What is known of a report beside its fields. */
export interface ReportSource {
  /** Milliseconds since 1970. */
  happenedAt: number;
  userAgent: string | undefined;
  /** What the door put into the item's header: `sentry_release`, `sentry_environment`, `origin`. */
  header: JsonObject;
}

/** The payload of the event that an SDK would send about this violation, if browsers had one. */
export const toSecurityEvent = (csp: JsonObject, { happenedAt, userAgent, header }: ReportSource): JsonObject => ({
  timestamp: happenedAt / 1_000,
  logger: 'csp',
  logentry: { formatted: cspTitle(readCspReport(csp)) },
  csp: { ...csp, ...withoutQueries(csp) },
  request: {
    url: csp.document_uri ?? null,
    headers: withoutGaps([
      ['Referer', csp.referrer],
      ['User-Agent', userAgent],
      ['Origin', header.origin],
    ]),
  },
  user: { ip_address: '{{auto}}' },
  tags: withoutGaps([
    ['effective-directive', csp.effective_directive],
    ['blocked-uri', withoutQuery(csp.blocked_uri)],
    ['blocked-host', hostOf(csp.blocked_uri)],
  ]),
  release: header.sentry_release ?? null,
  environment: header.sentry_environment ?? null,
});

const withoutGaps = (pairs: [string, Json | undefined][]): Json[] =>
  pairs.flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : []));

/**
 * What stands behind the `?` of an address is no part of the violation, and may be a key: it would have the scrubber take
 * the whole address, and with it the host that the event is grouped by. The page's own query is kept in `request`, by name.
 */
const withoutQueries = (csp: JsonObject): JsonObject =>
  Object.fromEntries(
    ['blocked_uri', 'document_uri', 'source_file'].flatMap(key => {
      const uri = withoutQuery(csp[key]);
      return uri === undefined ? [] : [[key, uri]];
    }),
  );

const withoutQuery = (uri: Json | undefined): string | undefined =>
  typeof uri === 'string' ? uri.split(/[?#]/, 1)[0] : undefined;

const hostOf = (uri: Json | undefined): string | undefined =>
  typeof uri === 'string' && /^https?:/i.test(uri) && URL.canParse(uri) ? new URL(uri).host : undefined;
