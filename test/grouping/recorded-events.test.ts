import { describe, expect, test } from '@jest/globals';
import { eventCulprit } from '../../lib/grouping/culprit.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { eventTitle } from '../../lib/grouping/title.ts';
import { recordedEvent } from './recorded-event.ts';
import { sameIssue } from './same-issue.ts';

describe('events that real SDKs have sent get a title and a culprit that a developer recognizes', () => {
  test.each([
    ['browser-11-aggregate-error', 'AggregateError: two things failed', 'cause-chain(/assets/v11/app.js)'],
    ['browser-11-message-with-stack', 'Payment provider answered slowly', 'http://127.0.0.1:9318/shop/cart'],
    [
      'browser-11-rejected-object',
      'Object captured as promise rejection with keys: reason, status',
      'http://127.0.0.1:9318/shop/cart',
    ],
    ['flask-order-17', 'BillingError: cannot bill 17', 'order'],
    ['node-cause-chain', 'PaymentError: Could not charge order ord_2', 'charge(app)'],
    ['node-express', 'PaymentError: Could not charge order ord_5', 'POST /orders'],
    ['python-exception-group', 'ExceptionGroup: several', '__main__ in s_cause_chain'],
    ['python-logging', 'could not send invoice inv_9 to jane.doe@example.com', '__main__ in s_logging'],
    [
      'raven-uncaught',
      "TypeError: Cannot read properties of undefined (reading 'minimum')",
      'http://127.0.0.1:9318/assets/raven/app.js',
    ],
  ])('%s', (name, title, culprit) => {
    const event = recordedEvent(name);
    expect(eventTitle(event).title).toBe(title);
    expect(eventCulprit(event).split('?')[0]).toBe(culprit);
  });
});

test('the same failure for two orders is one issue', () => {
  expect(sameIssue(recordedEvent('flask-order-17'), recordedEvent('flask-order-18'))).toBe(true);
});

test('a rejected object is the same issue under two major versions of the SDK', () => {
  expect(sameIssue(recordedEvent('browser-7-rejected-object'), recordedEvent('browser-11-rejected-object'))).toBe(true);
});

test('a failure seen by the application’s own code is known by it, and by the whole stack too', () => {
  expect(groupEvent(recordedEvent('node-express')).hashes).toHaveLength(2);
});

test('two failures of one program are two issues', () => {
  expect(sameIssue(recordedEvent('node-cause-chain'), recordedEvent('node-express'))).toBe(false);
});

test('the parts of an aggregate error count once each, beside the aggregate', () => {
  const { component } = groupEvent(recordedEvent('browser-7-aggregate-error')).variants.app ?? {};
  const [chain] = component?.values ?? [];
  expect(typeof chain === 'object' && chain.values).toHaveLength(3);
});
