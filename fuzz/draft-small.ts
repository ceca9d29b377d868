import { deflateSync } from 'node:zlib';
import { EVENT_ID, errorEvent, PROJECT_ID, PUBLIC_KEY } from '../test/support/edge.ts';
import { anyJson, anyObject } from './any-json.ts';
import { type Draft, draft } from './draft.ts';
import { hostileText, MARK } from './hostile.ts';
import { type Maker, oneIn, rarely } from './maker.ts';
import { mutateJson } from './mutate-json.ts';

const DSN = `https://${PUBLIC_KEY}@errors.example/base/${PROJECT_ID}`;
/** Characters of a value in an address; a gateway takes 10,240 bytes of it and the headers. */
const MAX_IN_ADDRESS = 2_000;
const textFor = (maker: Maker): string =>
  oneIn(maker, 4)
    ? hostileText(maker).slice(0, MAX_IN_ADDRESS)
    : maker.random.pick([MARK, 'Jane', '</script><script>', '\u2028', '']);

/** Requests to the doors whose bodies are small. */
export const draftSmall = (maker: Maker): Draft =>
  maker.random.pick([draftStore, draftStore, draftCheckIn, draftLoader, draftDialog, draftReport, draftNowhere])(maker);

const draftStore = (maker: Maker): Draft => {
  const { random } = maker;
  const json = JSON.stringify(oneIn(maker, 4) ? anyJson(maker) : mutateJson(maker, errorEvent()));
  const text = random.pick([
    () => json,
    () => Buffer.from(json).toString('base64'),
    () => deflateSync(json).toString('base64'),
    () => json.replaceAll(/\d+/g, 'NaN'),
  ])();
  const path = random.pick([`/api/${PROJECT_ID}/store/`, '/api/store/', `/prefix/api/${PROJECT_ID}/store`]);
  return oneIn(maker, 3)
    ? draft('store by GET', { method: 'GET', path, query: new URLSearchParams({ sentry_data: text }) })
    : draft('store', { path, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) });
};

const draftCheckIn = (maker: Maker): Draft => {
  const { random } = maker;
  const slug = rarely(maker, 4, 'nightly', ['%E0%A4%A', '%00', 'a b', '%3Csvg%3E', '-'.repeat(900), '한글']);
  const path = `/api/${PROJECT_ID}/cron/${slug}/${oneIn(maker, 4) ? `${PUBLIC_KEY}/` : ''}`;
  if (oneIn(maker, 2)) {
    const query = {
      status: random.pick(['ok', 'error', MARK]),
      duration: random.pick(['1.5', '1e9', '-1']),
      environment: textFor(maker),
    };
    return draft('check-in by query', {
      method: random.pick(['GET', 'POST']),
      path,
      query: new URLSearchParams(query),
    });
  }
  const checkIn = {
    status: 'ok',
    monitor_config: { schedule: { type: 'crontab', value: '0 3 * * *' } },
    ...(oneIn(maker, 2) && anyObject(maker, 3)),
  };
  return draft('check-in', {
    path,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(checkIn)),
  });
};

const draftLoader = (maker: Maker): Draft => {
  const key = rarely(maker, 4, PUBLIC_KEY, ['x', 'f'.repeat(32), '%3Cscript%3E', `${PUBLIC_KEY}.min`]);
  return draft('loader', {
    method: maker.random.pick(['GET', 'HEAD']),
    path: `/js-sdk-loader/${key}${maker.random.pick(['.js', '.min.js'])}`,
  });
};

const aboutEvent = (maker: Maker): URLSearchParams => {
  const query = new URLSearchParams({
    dsn: rarely(maker, 6, DSN, [MARK, `${DSN}/${MARK}`, DSN.replace('base', MARK)]),
    eventId: EVENT_ID,
  });
  for (const name of ['lang', 'name', 'email', 'title', 'subtitle', 'labelName', 'successMessage'])
    if (oneIn(maker, 2)) query.set(name, textFor(maker));
  return query;
};

const draftDialog = (maker: Maker): Draft =>
  draft('dialog', { method: 'GET', path: '/api/embed/error-page/', query: aboutEvent(maker) });

const draftReport = (maker: Maker): Draft => {
  const form = {
    name: 'Jane',
    email: rarely(maker, 3, 'jane.doe@example.com', [MARK, `a@${hostileText(maker)}`]),
    comments: textFor(maker) || 'It broke',
  };
  return draft('dialog form', {
    path: '/api/embed/error-page/',
    query: aboutEvent(maker),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams(form).toString()),
  });
};

const draftNowhere = (maker: Maker): Draft =>
  draft('nowhere', {
    path: maker.random.pick([
      '/',
      '',
      '//',
      '/api/1',
      '/api/1/unreal/x/',
      '/api/0/projects/',
      `/api/${'9'.repeat(21)}/envelope/`,
      '/api/x/envelope/',
      '/'.repeat(5_000),
      '/api/1/envelope/envelope',
      '/api/1/events/x/attachments',
      `/${MARK}`,
    ]),
    body: Buffer.from(JSON.stringify(anyJson(maker))),
  });
