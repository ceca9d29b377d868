import { describe, expect, test } from '@jest/globals';
import { doorOf } from '../../fuzz/door-of.ts';
import type { FuzzCase } from '../../fuzz/fuzz-case.ts';
import { judgeCase } from '../../fuzz/judge-case.ts';
import { receive } from '../../lib/ingest/receive.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { eventsOf } from '../../lib/protocol/queue-message.ts';
import { type Recorded, recordedRequests } from '../support/corpus.ts';
import { edge } from '../support/edge.ts';
import { inClear, replay } from '../support/replay.ts';

const all = recordedRequests();

const recordingOf = (name: string): Recorded => {
  const recording = all.find(one => one.name === name);
  if (!recording) throw new Error(`no recording ${name}`);
  return recording;
};

const send = async (recorded: Recorded) => {
  const { deps, messages, blobs } = edge({ now: recorded.recordedAt });
  await receive(deps, inClear(replay(recorded)));
  return { messages: await messages(), blobs };
};

/** What the program that was recorded did, as far as its event tells. */
interface Facts {
  /** `Type: beginning of the value`, the one that was thrown last at the end. */
  exceptions?: string[];
  message?: string;
  mechanism?: string;
  handled?: boolean;
  /** Functions of the application, where the frames of the last exception name them. */
  inApp?: string[];
  breadcrumbs?: number;
  tags?: Record<string, string>;
  userId?: string;
  level?: string;
  platform?: string;
  release?: string;
  environment?: string;
}

const SHOP = { platform: 'javascript', release: 'shop@1.4.2+77', environment: 'production' };
const ORDERS = { platform: 'node', release: 'orders-api@2.3.1', environment: 'staging' };
const BILLING = { platform: 'python', release: 'billing@5.0.1', environment: 'production' };
const UNREADABLE = 'TypeError: Cannot read properties of undefined';
const SHOP_TAGS = { feature_x: 'on', 'page.locale': 'de-DE', plan: 'enterprise' };
const COUPON = 'CouponError: Checkout failed while applying the coupon';
const CAUSES = [
  'TypeError: second',
  'RangeError: root cause',
  'CouponError: inner',
  'AggregateError: two things failed',
];
const ON_UNCAUGHT = 'auto.node.onuncaughtexception';

const EVENTS: Record<string, Facts> = {
  'raven-js-3.27.2/uncaught-exception/001': { ...SHOP, exceptions: [UNREADABLE], inApp: ['ue.checkout'] },
  'raven-js-3.27.2/cause-chain/001': { ...SHOP, exceptions: [COUPON], inApp: ['ue.checkoutOrExplain'] },
  'raven-js-3.27.2/breadcrumbs/001': { ...SHOP, exceptions: ['Error: with many breadcrumbs'], breadcrumbs: 100 },
  'raven-js-3.27.2/capture-message/001': { ...SHOP, message: 'Payment provider answered slowly', level: 'warning' },
  'raven-js-3.27.2/scope-secrets/001': { ...SHOP, tags: SHOP_TAGS, userId: '1001' },
  'sentry.javascript.browser-5.30.0/uncaught-exception/001': {
    ...SHOP,
    exceptions: [UNREADABLE],
    mechanism: 'instrument',
    inApp: ['Xe.checkout'],
  },
  'sentry.javascript.browser-5.30.0/unhandled-rejection/002': {
    ...SHOP,
    exceptions: [UNREADABLE],
    mechanism: 'onunhandledrejection',
    handled: false,
    inApp: ['Xe.checkoutAsync', 'Xe.checkout'],
  },
  'sentry.javascript.browser-5.30.0/cause-chain/001': { ...SHOP, exceptions: [UNREADABLE, COUPON] },
  'sentry.javascript.browser-5.30.0/breadcrumbs/001': { ...SHOP, breadcrumbs: 100, handled: true },
  'sentry.javascript.browser-5.30.0/scope-secrets/001': { ...SHOP, tags: SHOP_TAGS, userId: '1001' },
  'sentry.javascript.browser-7.120.4/uncaught-exception/003': {
    ...SHOP,
    exceptions: [UNREADABLE],
    mechanism: 'instrument',
    handled: false,
    inApp: ['au.checkout'],
  },
  'sentry.javascript.browser-7.120.4/cause-chain/004': {
    ...SHOP,
    exceptions: CAUSES,
    level: 'fatal',
    tags: { kind: 'aggregate' },
  },
  'sentry.javascript.browser-7.120.4/capture-message/005': {
    ...SHOP,
    message: 'User jane retried 3 times',
    level: 'info',
    breadcrumbs: 1,
  },
  'sentry.javascript.browser-7.120.4/scope-secrets/003': { ...SHOP, tags: SHOP_TAGS, userId: '1001' },
  'sentry.javascript.browser-11.12.0/uncaught-exception/002': {
    ...SHOP,
    exceptions: [UNREADABLE],
    mechanism: 'auto.browser.browserapierrors.setTimeout',
    handled: false,
    inApp: ['l.checkout'],
  },
  'sentry.javascript.browser-11.12.0/click-exception/003': {
    ...SHOP,
    exceptions: [UNREADABLE],
    mechanism: 'auto.browser.browserapierrors.addEventListener',
    inApp: ['HTMLButtonElement.<anonymous>', 'l.checkout'],
    breadcrumbs: 1,
  },
  'sentry.javascript.browser-11.12.0/cause-chain/003': {
    ...SHOP,
    exceptions: CAUSES,
    level: 'fatal',
    tags: { kind: 'aggregate' },
  },
  'sentry.javascript.browser-11.12.0/unhandled-rejection/003': {
    ...SHOP,
    exceptions: [UNREADABLE],
    mechanism: 'auto.browser.global_handlers.onunhandledrejection',
    handled: false,
  },
  'sentry.javascript.browser-11.12.0/breadcrumbs/004': { ...SHOP, breadcrumbs: 100 },
  'sentry.javascript.browser-11.12.0/scope-secrets/002': { ...SHOP, tags: SHOP_TAGS, userId: '1001' },
  'sentry.javascript.node-11.12.0/uncaught-exception/002': {
    ...ORDERS,
    exceptions: [UNREADABLE, 'PaymentError: Could not charge order ord_1'],
    mechanism: ON_UNCAUGHT,
    handled: false,
    level: 'fatal',
    inApp: ['placeOrder', 'charge'],
  },
  'sentry.javascript.node-11.12.0/unhandled-rejection/002': {
    ...ORDERS,
    exceptions: ['PaymentError: declined'],
    mechanism: 'auto.node.onunhandledrejection',
    handled: false,
  },
  'sentry.javascript.node-11.12.0/cause-chain/003': {
    ...ORDERS,
    exceptions: ['Error: c', 'TypeError: b', 'Error: a', 'AggregateError: both failed'],
  },
  'sentry.javascript.node-11.12.0/capture-message/003': { ...ORDERS, level: 'info', tags: { a: '1' } },
  'sentry.javascript.node-11.12.0/express/001': {
    ...ORDERS,
    exceptions: [UNREADABLE, 'PaymentError: Could not charge order ord_5'],
    mechanism: 'auto.http.express',
    handled: false,
    inApp: ['placeOrder', 'charge'],
    userId: 'u1',
  },
  'sentry.javascript.node-11.12.0/scope-secrets/002': {
    ...ORDERS,
    exceptions: ['PaymentError: scoped'],
    tags: { region: 'eu-1', shard: '3', server_name: 'web-07.internal' },
    userId: '1001',
  },
  'sentry.python-2.75.0/uncaught/001': {
    ...BILLING,
    exceptions: ["KeyError: 'balance'", 'BillingError: cannot bill acc_1'],
    mechanism: 'excepthook',
    handled: false,
    inApp: ['<module>', 's_uncaught', 'bill'],
    tags: { server_name: 'worker-3' },
  },
  'sentry.python-2.75.0/cause-chain-brotli/003': {
    ...BILLING,
    exceptions: ['TypeError: b', 'ExceptionGroup: inner', 'ValueError: a', 'ExceptionGroup: several'],
  },
  'sentry.python-2.75.0/logging/002': {
    ...BILLING,
    exceptions: ["KeyError: 'balance'", 'BillingError: cannot bill acc_3'],
    message: 'billing failed',
    mechanism: 'logging',
    breadcrumbs: 3,
  },
  'sentry.python-2.75.0/scope/001': { ...BILLING, tags: { region: 'eu-1' }, userId: '7', breadcrumbs: 1 },
  'sentry.python-2.75.0/flask/002': {
    ...BILLING,
    exceptions: ["KeyError: 'balance'", 'BillingError: cannot bill 17'],
    mechanism: 'flask',
    handled: false,
    inApp: ['order', 'bill'],
    userId: '7',
  },
  'sentry.python-2.75.0/django/002': { ...BILLING, mechanism: 'django', inApp: ['fail', 'bill'] },
  'sentry-cli-3.8.0/send-event/001': {
    message: 'Hello from cli',
    level: 'warning',
    release: 'shop@1.4.2',
    tags: { k: 'v' },
  },
};

/** What an event tells, by the names that `Facts` has. */
const factsOf = (event: SentryEvent) => {
  const exceptions = event.exception?.values ?? [];
  const last = exceptions.at(-1);
  return {
    ...event,
    exceptions: exceptions.map(({ type, value }) => `${type}: ${value}`),
    message: event.logentry?.formatted ?? event.logentry?.message,
    mechanism: last?.mechanism?.type,
    handled: last?.mechanism?.handled,
    inApp: (last?.stacktrace?.frames ?? []).filter(frame => frame.in_app).map(frame => frame.function),
    breadcrumbs: event.breadcrumbs?.values.length ?? 0,
    tags: Object.fromEntries(event.tags ?? []),
    userId: event.user?.id,
  };
};

describe('an event that was recorded from a real SDK', () => {
  test.each(Object.entries(EVENTS))('%s: tells what the program did', async (name, { exceptions, inApp, ...facts }) => {
    const { messages } = await send(recordingOf(name));
    const [queued] = messages.flatMap(eventsOf);
    expect(queued).toBeDefined();
    const told = factsOf(queued!.event); // just seen
    expect(told).toMatchObject(facts);
    if (exceptions) expect(told.exceptions).toEqual(exceptions.map(text => expect.stringContaining(text)));
    if (inApp) expect(told.inApp).toEqual(expect.arrayContaining(inApp));
  });
});

/** Planted into what these scenarios attach, log and receive. */
const PLANTED = [
  '4111 1111 1111 1111',
  '4111111111111111',
  '5555-5555-5555-4444',
  'hunter2',
  'correct horse battery staple',
  'tagged-password',
  'tok_0a1b2c3d',
  'shop:s3cr3t@',
  'sk_live_51H8xEXAMPLEKEY',
  'ghp_0123456789abcdefghijABCDEFGHIJ012345',
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI',
  'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  'abc.def.ghi',
  'DE89370400440532013000',
  '078-05-1120',
  'jane.doe@example.com',
  '203.0.113.7',
  '198.51.100.23',
];

describe('secrets that were planted into recorded programs', () => {
  const recordings = all.filter(
    ({ name, method }) => method === 'POST' && /\/(?:scope-secrets|express|flask|logs)\//.test(name),
  );
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  const sent = recordings.map(one => textOf(inClear(replay(one)).body)).join('\n');

  test.each(PLANTED)('%s is in nothing that is kept', async secret => {
    expect(sent).toContain(secret);
    for (const recorded of recordings) {
      const { messages, blobs } = await send(recorded);
      const kept = [JSON.stringify(messages), ...[...blobs.values()].map(textOf)].join('\n');
      expect([recorded.name, kept.includes(secret)]).toEqual([recorded.name, false]);
    }
  });
});

test('the session cookies of a recorded server are not kept, whatever they are called', async () => {
  const { messages } = await send(recordingOf('sentry.python-2.75.0/flask/002'));
  expect(messages.flatMap(eventsOf)[0]?.event.request?.cookies).toEqual([['session_id', '[Filtered]']]);
});

/** The status that each door answers with. */
const STATUS: Record<string, number> = { envelope: 200, tunnel: 200, store: 200, 'security|csp-report': 200, nel: 200 };

test('every recorded request is answered as its door answers, and all that it brought has one fate', async () => {
  // Of pages that load the dialog; what they name is an event of the recording.
  const requests = all.filter(({ url }) => !url.includes('/api/embed/'));
  const visited = new Set<string>();
  for (const recorded of requests) {
    const { path, ...request } = inClear(replay(recorded));
    const made: FuzzCase = {
      seed: 0,
      origin: recorded.name,
      scene: 'plain',
      // The application's own address that a tunnel begins at.
      request: { ...request, path: path.replace(/^\/my-tunnel$/, '/tunnel') },
    };
    const { status, faults } = await judgeCase(made);
    visited.add(doorOf(made));
    expect([recorded.name, status, faults]).toEqual([
      recorded.name,
      recorded.method === 'OPTIONS' ? 204 : STATUS[doorOf(made)],
      [],
    ]);
  }
  for (const door of Object.keys(STATUS)) expect(visited).toContain(door);
});
