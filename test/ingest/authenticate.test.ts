import { describe, expect, test } from '@jest/globals';
import { authenticate } from '../../lib/ingest/authenticate.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { REFUSALS, Refusal } from '../../lib/protocol/refusal.ts';
import { EVENT_ID, edge, envelope, errorEvent, PROJECT_ID, PUBLIC_KEY, request } from '../support/edge.ts';

const KEYLESS = new URLSearchParams();
const header = (key: string, rest = '') => ({ 'x-sentry-auth': `Sentry sentry_key=${key}${rest}` });

/** The key that a request names, or the status and sentence it is refused with. */
const named = (headers: Record<string, string>, query = KEYLESS, pathKey?: string) => {
  try {
    return authenticate(request({ headers, query }), pathKey)?.publicKey;
  } catch (error) {
    if (error instanceof Refusal) return `${REFUSALS[error.reason][0]} ${error.message}`;
    throw error;
  }
};

describe('a key is read from a request', () => {
  test.each([
    ['with blanks around everything', { 'x-sentry-auth': `sEnTrY   sentry_key = ${PUBLIC_KEY} ,sentry_version = 7` }],
    ['without blanks', header(PUBLIC_KEY, ',sentry_version=7,sentry_client=raven-java/8')],
    ['with fields that nobody knows', header(PUBLIC_KEY, ', sentry_secret=x, sentry_timestamp=never, foo, =, a=b=c')],
    ['of an old protocol', header(PUBLIC_KEY, ', sentry_version=2.0')],
    ['with flags', header(`${PUBLIC_KEY}.no-cache`)],
    [
      'from a header that came twice',
      { 'x-sentry-auth': `${header(PUBLIC_KEY)['x-sentry-auth']},Sentry sentry_key=x` },
    ],
    ['beside a token that is for somebody else', { ...header(PUBLIC_KEY), authorization: 'Bearer abc' }],
  ])('%s', (_, headers) => {
    expect(named(headers)).toBe(PUBLIC_KEY);
  });

  test('from the path, flags and all', () => {
    expect(named({}, KEYLESS, `${PUBLIC_KEY}.no-cache`)).toBe(PUBLIC_KEY);
  });

  test('beside a query that says other things than who sends', () => {
    expect(named(header(PUBLIC_KEY), new URLSearchParams({ sentry_release: '1', sentry_data: '{}' }))).toBe(PUBLIC_KEY);
  });
});

describe('a request is refused', () => {
  const basic = { authorization: `Basic ${Buffer.from(`${PUBLIC_KEY}:`).toString('base64')}` };
  const inQuery = new URLSearchParams({ sentry_key: PUBLIC_KEY });

  test.each([
    ['by a version above 7', header(PUBLIC_KEY, ', sentry_version=8'), '400 unsupported protocol version (8)'],
    ['by a version that is none', header(PUBLIC_KEY, ', sentry_version=x'), '401 bad x-sentry-auth header'],
    ['by an empty version', header(PUBLIC_KEY, ', sentry_version='), '401 bad x-sentry-auth header'],
    ['by a key in quotes', header(`"${PUBLIC_KEY}"`), '400 bad sentry DSN public key'],
    ['by a key that is not ASCII', header('\u00e9'.repeat(32)), '400 bad sentry DSN public key'],
    ['by an empty key', header(''), '401 bad x-sentry-auth header'],
    [
      'by a header without its first word',
      { 'x-sentry-auth': `sentry_key=${PUBLIC_KEY}` },
      '401 bad x-sentry-auth header',
    ],
    ['by two headers', { ...header(PUBLIC_KEY), ...basic }, '401 multiple authorization payloads detected'],
  ])('%s', (_, headers, expected) => {
    expect(named(headers)).toBe(expected);
  });

  test.each([
    ['header and query', header(PUBLIC_KEY), inQuery, undefined],
    ['Basic and query', basic, inQuery, undefined],
    ['query and path', {}, inQuery, PUBLIC_KEY],
  ])('by two sources that agree: %s', (_, headers, query, pathKey) => {
    expect(named(headers, query, pathKey)).toBe('401 multiple authorization payloads detected');
  });
});

describe('a key of 32 signs that Allim never gave out', () => {
  test.each(['A'.repeat(32), 'z'.repeat(32), '#'.repeat(32)])('is unknown, and not looked up: %s', async key => {
    const { deps } = edge();
    const asked: string[] = [];
    const keys = { find: async (one: string) => void asked.push(one) };
    const { response } = await receive({ ...deps, keys }, request({ headers: header(key), query: KEYLESS }));
    expect([response.status, asked]).toEqual([403, []]);
  });
});

describe('what an envelope says of itself must be true', () => {
  const send = async (envelopeHeader: object, headers: Record<string, string> = {}, path?: string) => {
    const body = envelope({ event_id: EVENT_ID, ...envelopeHeader }, [{ type: 'event' }, errorEvent()]);
    const where = path === undefined ? {} : { path, query: KEYLESS };
    const { response } = await receive(edge().deps, request({ body, headers, ...where }));
    return [response.status, JSON.parse(String(response.body)).causes?.at(-1)];
  };
  const dsn = (key: string, project = PROJECT_ID) => `https://${key}@errors.example/${project}`;

  test.each([
    ['its DSN', { dsn: dsn(PUBLIC_KEY) }],
    ['with a secret, a prefix and a slash', { dsn: `https://${PUBLIC_KEY}:secret@errors.example/a/b/${PROJECT_ID}/` }],
    ['with flags', { dsn: dsn(`${PUBLIC_KEY}.no-cache`) }],
    ['no DSN', { dsn: null, origin: null }],
  ])('and is taken with %s', async (_, said) => {
    expect(await send(said)).toEqual([200, undefined]);
  });

  test.each([
    [{ dsn: dsn(PUBLIC_KEY, '2') }, 'project id header mismatch between envelope and request'],
    [{ dsn: dsn('b'.repeat(32)) }, 'public key header mismatch between envelope and request'],
    [{ dsn: 'garbage' }, 'dsn is not a DSN'],
    [{ dsn: 5 }, 'dsn is not a DSN'],
    [{ origin: 'https://shop.example' }, 'origin header mismatch between envelope and request'],
    [{ origin: 'garbage' }, 'origin is not an address'],
  ])('or it is refused: %j', async (said, cause) => {
    expect(await send(said)).toEqual([400, cause]);
  });

  test('the page that sends may be named, in a tunnel any page', async () => {
    const origin = 'https://shop.example';
    expect(await send({ origin }, { origin })).toEqual([200, undefined]);
    expect(await send({ origin }, { origin: 'null', referer: 'https://shop.example' })).toEqual([200, undefined]);
    expect(await send({ origin, dsn: dsn(PUBLIC_KEY) }, {}, '/tunnel')).toEqual([200, undefined]);
  });
});
