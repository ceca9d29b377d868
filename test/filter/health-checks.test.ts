import { expect, test } from '@jest/globals';
import { filtered } from './event.ts';

const named = (transaction: string) => ({
  type: 'transaction',
  transaction,
  start_timestamp: 1_795_377_599,
  timestamp: 1_795_377_600,
  contexts: { trace: { trace_id: 'b'.repeat(32), span_id: 'c'.repeat(16), op: 'http' } },
});
const on = { healthChecks: true };

test.each([
  'GET /healthcheck',
  'api.HealthCheckView',
  'heartbeat task',
  'GET /api/health',
  'GET /healthy',
  'GET /healthz',
  'GET /live',
  'GET /livez',
  'GET /ready',
  'GET /readyz',
  'HEAD /ping',
])('the transaction %j is a health check', name => {
  expect(filtered(named(name), on)).toBe('filtered-transaction');
});

test.each(['GET /health/records', 'GET /live/7', 'GET /already', 'POST /shopping', 'ping'])(
  'the transaction %j is work',
  name => {
    expect(filtered(named(name), on)).toBeUndefined();
  },
);

test('an error in a health check is kept: somebody has to know', () => {
  expect(filtered({ message: 'x', transaction: 'GET /healthz' }, on)).toBeUndefined();
});
