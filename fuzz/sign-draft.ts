import { PUBLIC_KEY } from '../test/support/edge.ts';
import type { Draft } from './draft.ts';
import { MARK } from './hostile.ts';
import { type Maker, weighted } from './maker.ts';

const KEYS = [PUBLIC_KEY.toUpperCase(), `${PUBLIC_KEY}.no-cache`, 'f'.repeat(32), '', MARK, 'b'] as const;
const VERSIONS = ['7', '2', '8', '', 'x', '7.1', '99999999999'] as const;

/** Says who sends, mostly in one place and truly. What says it already may say it twice then. */
export const signDraft = (maker: Maker, one: Draft): Draft => {
  const { random } = maker;
  const withHeader = (name: string, value: string): Draft => ({ ...one, headers: { ...one.headers, [name]: value } });
  const inQuery = (key: string, version?: string): Draft => {
    const query = new URLSearchParams(one.query);
    query.set('sentry_key', key);
    if (version !== undefined) query.set('sentry_version', version);
    return { ...one, query };
  };
  const header = `Sentry sentry_key=${PUBLIC_KEY}, sentry_version=7, sentry_client=${random.pick(['sentry.python/2', 'raven-python/6', MARK])}`;
  if (saysWho(one))
    return weighted(maker, [
      [30, one],
      [1, inQuery(PUBLIC_KEY)],
      [1, withHeader('x-sentry-auth', header)],
    ]);
  return weighted<() => Draft>(maker, [
    [20, () => inQuery(PUBLIC_KEY)],
    [6, () => withHeader('x-sentry-auth', header)],
    [2, () => withHeader('authorization', header)],
    [2, () => withHeader('authorization', `Basic ${Buffer.from(`${PUBLIC_KEY}:x`).toString('base64')}`)],
    [1, () => inQuery(random.pick(KEYS), random.pick(VERSIONS))],
    [
      1,
      () =>
        withHeader(
          'x-sentry-auth',
          random.pick(['', 'Sentry', `Sentry sentry_key=${random.pick(KEYS)}`, 'sentry ,,=,', MARK]),
        ),
    ],
    [1, () => one],
  ])();
};

const saysWho = ({ headers, query, path }: Draft): boolean =>
  headers['x-sentry-auth'] !== undefined ||
  query.has('sentry_key') ||
  query.has('dsn') ||
  path.endsWith('/tunnel') ||
  path.includes(`/${PUBLIC_KEY}`);
