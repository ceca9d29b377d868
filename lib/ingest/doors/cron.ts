import { parseJson } from '../../items/parse-json.ts';
import { parseEventId } from '../../protocol/event-id.ts';
import { isObject, type JsonObject, writeJson } from '../../protocol/json.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { respondEmpty } from '../respond.ts';
import type { Door } from './door.ts';

/**
 * `GET` and `POST /api/{project}/cron/{slug}/` and `/cron/{slug}/{key}/`: a check-in from whatever can ask for an
 * address, `curl` at the end of a crontab's line for one. What it says is in a JSON body or in the query.
 */
export const cronDoor: Door = {
  path: 'cron/(?<slug>[^/]+)(?:/(?<key>[^/]+))?',
  methods: ['GET', 'POST'],
  silentLimits: true,
  read: ({ request, body, params }) => {
    const isJson = request.headers['content-type']?.trim().toLowerCase().startsWith('application/json');
    const checkIn = isJson ? readBody(body) : readQuery(request.query);
    const text = writeJson({ ...checkIn, monitor_slug: decodeSlug(params.slug ?? '') });
    if (text === undefined) throw new Refusal('invalid_json', ['nested too deeply']);
    return { header: {}, items: [{ type: 'check_in', header: {}, payload: Buffer.from(text) }] };
  },
  respond: () => respondEmpty(202),
};

const readBody = (body: Uint8Array): JsonObject => {
  if (body.length === 0) throw new Refusal('empty_body');
  const json = parseJson(body);
  if (!isObject(json)) throw new Refusal('invalid_json');
  return json;
};

const readQuery = (query: URLSearchParams): JsonObject => {
  const status = query.get('status');
  if (!status) throw new Refusal('invalid_check_in', ['status is missing']);
  return {
    status,
    ...optional('check_in_id', query.get('check_in_id'), parseEventId),
    ...optional('duration', query.get('duration'), readSeconds),
    ...optional('environment', query.get('environment'), text => text),
  };
};

/** What is given must be right: nobody reads the answer of a cron job twice. */
const optional = (
  name: string,
  text: string | null,
  read: (text: string) => string | number | undefined,
): JsonObject => {
  if (!text) return {};
  const value = read(text);
  if (value === undefined) throw new Refusal('invalid_check_in', [`${name} is not valid`]);
  return { [name]: value };
};

const readSeconds = (text: string): number | undefined =>
  /^\d{1,12}(?:\.\d{1,12})?$/.test(text) ? Number(text) : undefined;

const decodeSlug = (slug: string): string => {
  try {
    return decodeURIComponent(slug);
  } catch (cause) {
    throw new Refusal('invalid_check_in', ['the slug is not percent-encoded UTF-8'], { cause });
  }
};
