import { parseJson } from '../../items/parse-json.ts';
import type { EnvelopeItem } from '../../protocol/envelope.ts';
import { type Json, type JsonObject, writeJson } from '../../protocol/json.ts';
import { mediaType } from '../../protocol/media-type.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { pageUrl } from '../client.ts';
import type { IngestRequest } from '../http.ts';
import { respondEmpty } from '../respond.ts';
import type { Door } from './door.ts';

/** What browsers send: `report-uri` the second, `report-to` the third. */
const CONTENT_TYPES = ['application/json', 'application/csp-report', 'application/reports+json'];
/** Bytes of a request, as the reference server. */
const MAX_REPORTS_BYTES = 1_048_576;
/** Reports in one request; browsers send a page's at a time. As the items of an envelope. */
const MAX_REPORTS = 500;

/**
 * `POST /api/{project}/security/` and `/csp-report/`: reports that browsers send by themselves, one or a list of them,
 * with release and environment in the query that the policy names.
 */
export const securityDoor: Door = {
  path: 'security|csp-report',
  methods: ['POST'],
  batches: true,
  read: ({ request, body }) => {
    checkContentType(request);
    if (body.length > MAX_REPORTS_BYTES) throw new Refusal('too_large', [`at most ${MAX_REPORTS_BYTES} bytes`]);
    const header = toItemHeader(request);
    return {
      header: {},
      items: readReports(body).map(payload => ({ type: 'raw_security', header, payload }) satisfies EnvelopeItem),
    };
  },
  respond: () => respondEmpty(200),
};

const checkContentType = ({ headers }: IngestRequest): void => {
  const type = mediaType(headers['content-type']);
  if (!type) throw new Refusal('missing_content_type');
  if (!CONTENT_TYPES.includes(type))
    throw new Refusal('unsupported_content_type', [`one of ${CONTENT_TYPES.join(', ')}`]);
};

const toItemHeader = (request: IngestRequest): JsonObject => ({
  sentry_release: request.query.get('sentry_release'),
  sentry_environment: request.query.get('sentry_environment'),
  origin: pageUrl(request)?.origin ?? null,
});

const readReports = (body: Uint8Array): Uint8Array[] => {
  if (body.length === 0) throw new Refusal('empty_body');
  const json: Json | undefined = parseJson(body);
  if (json === undefined) throw new Refusal('invalid_json');
  if (!Array.isArray(json)) return [body];
  if (json.length > MAX_REPORTS) throw new Refusal('too_large', [`at most ${MAX_REPORTS} reports`]);
  // One that is nested too deeply falls alone, as no JSON.
  return json.map(report => Buffer.from(writeJson(report) ?? ''));
};
