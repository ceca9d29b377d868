import type { JsonObject } from '../lib/protocol/json.ts';
import { PLANTED_SECRETS } from './planted-secrets.ts';
import type { Random } from './random.ts';
import { CHUNKS, LOCALES, NOUNS, PATHS, TIMEZONES, USER_AGENTS, VERBS, WORDS } from './vocabulary.ts';

// Parts of an event as the browser SDK writes them. A "lean" part is what a small page with short names sends; it is the
// only way to have 30 frames and 50 breadcrumbs in 6 kB.

const ORIGIN = 'https://shop.example.com';
const LEAN_ORIGIN = 'https://s.example';
/** As the SDK's frame rewriting shortens an address. */
const LEAN_FILE = 'app:///a.js';

export const words = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(WORDS)).join(' ');

const functionName = (random: Random): string => `${random.pick(VERBS)}${random.pick(NOUNS)}`;

/** A frame of a chunk; the bundle's own code is in_app, the vendor's is not. */
export const frame = (random: Random): JsonObject => {
  const chunk = random.pick(CHUNKS);
  return {
    filename: `${ORIGIN}/assets/${chunk}.js`,
    function: functionName(random),
    in_app: !chunk.startsWith('vendor'),
    lineno: random.below(40) + 1,
    colno: random.below(60_000) + 1,
  };
};

export const leanFrame = (random: Random): JsonObject => ({
  filename: LEAN_FILE,
  function: random.pick(['e', 't.n', 'r', 'Object.o', 'async i']),
  in_app: true,
  lineno: 1,
  colno: random.below(9_000) + 1,
});

/** Where it broke: its function is what tells one issue from the next. */
export const crashFrame = (issue: number, lean: boolean): JsonObject => ({
  filename: lean ? LEAN_FILE : `${ORIGIN}/assets/checkout-5d3f9a17.js`,
  function: issueFunction(issue),
  in_app: true,
  lineno: 8,
  colno: 6_770,
});

/** A name for each number, without digits: a grouping that lets digits pass for one another must still tell them apart. */
export const issueFunction = (issue: number): string => {
  let rest = issue;
  let name = '';
  do {
    name = `${NOUNS[rest % NOUNS.length]}${name}`;
    rest = Math.floor(rest / NOUNS.length);
  } while (rest > 0);
  return `on${name}`;
};

/** The stack of an `Error` that the console was given. */
export const stackText = (random: Random): string =>
  [
    `Error: ${words(random, 4)}`,
    ...Array.from(
      { length: 4 },
      () =>
        `    at ${functionName(random)} (${ORIGIN}/assets/${random.pick(CHUNKS)}.js:${random.below(40) + 1}:${random.below(60_000)})`,
    ),
  ].join('\n');

const apiUrl = (random: Random): string =>
  `https://api.example.com/v2/${random.pick(NOUNS).toLowerCase()}s/${random.below(100_000)}?page=${random.below(9)}&sort=price`;

/** What a session leaves behind: clicks, requests, console lines, navigations. */
export const breadcrumb = (random: Random, timestamp: number): JsonObject => {
  switch (random.below(4)) {
    case 0:
      return {
        timestamp,
        type: 'http',
        category: random.pick(['fetch', 'xhr']),
        data: { method: 'GET', url: apiUrl(random), status_code: random.pick([200, 200, 304, 500]) },
      };
    case 1:
      return {
        timestamp,
        category: 'ui.click',
        message: `body > main#app > div.${random.pick(NOUNS).toLowerCase()} > button#${random.pick(VERBS)}.primary[type="button"]`,
      };
    case 2:
      return { timestamp, category: 'navigation', data: { from: random.pick(PATHS), to: random.pick(PATHS) } };
    default: {
      const line = words(random, 3 + random.below(8));
      return {
        timestamp,
        category: 'console',
        level: random.pick(['log', 'info', 'warning', 'error']),
        message: line,
        data: { arguments: [line, random.below(1_000)], logger: 'console' },
      };
    }
  }
};

export const leanBreadcrumb = (random: Random, timestamp: number): JsonObject => ({
  timestamp,
  message: `tick ${random.below(90) + 10}`,
});

/** A console line with an `Error` and an object in it: what makes real events large. */
export const heavyBreadcrumb = (random: Random, timestamp: number): JsonObject => {
  const line = words(random, 6);
  const error = { message: line, name: 'Error', stack: stackText(random) };
  return {
    timestamp,
    category: 'console',
    level: 'error',
    message: `Error: ${line}`,
    data: { arguments: [error, stateItem(random)], logger: 'console' },
  };
};

/** One entry of an application's state, as an SDK's Redux or Vuex integration attaches it. */
export const stateItem = (random: Random): JsonObject => ({
  id: `sku_${random.below(1_000_000)}`,
  title: words(random, 4),
  price: { amount: random.below(20_000) / 100, currency: random.pick(['EUR', 'KRW', 'USD']) },
  image: `https://cdn.example.com/i/${random.hex(12)}.webp`,
  available: random.below(5) > 0,
  quantity: random.below(9),
  addedAt: new Date(1_795_000_000_000 + random.below(1_000_000_000)).toISOString(),
});

export const request = (random: Random, lean: boolean): JsonObject => ({
  url: lean
    ? `${LEAN_ORIGIN}/cart?access_token=${PLANTED_SECRETS.token}`
    : `${ORIGIN}${random.pick(PATHS)}?utm_source=newsletter&coupon=SUMMER&access_token=${PLANTED_SECRETS.token}#reviews`,
  headers: {
    ...(!lean && { Referer: `${ORIGIN}/search?q=${random.pick(NOUNS).toLowerCase()}` }),
    'User-Agent': random.pick(USER_AGENTS),
  },
});

export const contexts = (random: Random, lean: boolean): JsonObject => ({
  trace: { trace_id: random.hex(32), span_id: random.hex(16) },
  ...(!lean && {
    culture: { locale: random.pick(LOCALES), timezone: random.pick(TIMEZONES), calendar: 'gregory' },
    flags: { values: [{ flag: 'new-checkout', result: random.below(2) === 0 }] },
    payment: { provider: 'acme-pay', attempt: random.below(3), card_number: PLANTED_SECRETS.card },
  }),
});

export const tags = (random: Random): JsonObject => ({
  'page.locale': random.pick(LOCALES),
  plan: random.pick(['free', 'team', 'enterprise']),
  'ab.variant': random.pick(['a', 'b']),
  tenant: random.below(500),
});

export const user = (random: Random): JsonObject => ({
  id: String(random.below(50_000)),
  email: `user${random.below(50_000)}@example.com`,
  ip_address: `203.0.113.${random.below(250) + 1}`,
});

export const sdk = (lean: boolean): JsonObject => ({
  ...(!lean && {
    integrations: [
      'InboundFilters',
      'FunctionToString',
      'BrowserApiErrors',
      'Breadcrumbs',
      'GlobalHandlers',
      'LinkedErrors',
      'Dedupe',
      'HttpContext',
      'CultureContext',
      'BrowserSession',
    ],
    packages: [{ name: 'npm:@sentry/browser', version: '11.12.0' }],
    settings: { infer_ip: 'auto' },
  }),
  name: 'sentry.javascript.browser',
  version: '11.12.0',
});
