import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { costOf } from '../../lib/budget/cost-of.ts';
import { DIGEST_GB, EDGE_GB, messageUsage } from '../../lib/budget/message-usage.ts';
import { PRICED_REGIONS, pricesOf } from '../../lib/budget/price-list.ts';
import { readPrices } from '../../lib/budget/read-prices.ts';
import { usageOf } from '../../lib/budget/usage.ts';
import { USAGE_UNITS } from '../../lib/protocol/cost.ts';

const DOLLAR = 1_000_000;

describe('a price', () => {
  test('is that of AWS for a million of its units', () => {
    const prices = pricesOf('us-east-1');
    expect(costOf(usageOf({ gatewayRequests: 1e6 }), prices) / DOLLAR).toBeCloseTo(1);
    expect(costOf(usageOf({ tableWrites: 1e6, tableReads: 1e6 }), prices) / DOLLAR).toBeCloseTo(0.75);
    expect(costOf(usageOf({ logBytes: 2e9 }), prices) / DOLLAR).toBeCloseTo(1);
    // A million GB-seconds.
    expect(costOf(usageOf({ functionGbMs: 1e9 }), prices) / DOLLAR).toBeCloseTo(13.3334);
  });

  test('of a region that is not known is the dearest of those that are, so that a budget is not passed unseen', () => {
    const unknown = pricesOf('eu-north-7');
    for (const region of PRICED_REGIONS)
      for (const unit of USAGE_UNITS) expect(unknown[unit]).toBeGreaterThanOrEqual(pricesOf(region)[unit]);
  });

  test('of one’s own goes before the list', () => {
    const prices = pricesOf('us-east-1', readPrices('{"gatewayRequests": 0.5}'));
    expect(prices.gatewayRequests).toBe(0.5);
    expect(prices.tableWrites).toBe(pricesOf('us-east-1').tableWrites);
  });

  test.each([
    ['nonsense', 'not JSON'],
    ['[1]', 'expected a JSON object'],
    ['{"gatewayRequest": 1}', 'gatewayRequest is none of'],
    ['{"gatewayRequests": -1}', 'gatewayRequests must be a number'],
    ['{"gatewayRequests": "1"}', 'gatewayRequests must be a number'],
  ])('that is mistyped (%s) is said at the start, not seen on the bill', (json, fault) => {
    expect(() => readPrices(json)).toThrow(fault);
  });
});

describe('a request', () => {
  const size = { bytes: 6_000, inBucket: false, files: [], retentionDays: 90 };

  test('of a small event is one of the gateway, one of the function, and a little more than one of the queue', () => {
    expect(messageUsage(size)).toMatchObject({ gatewayRequests: 1, functionRequests: 1, bucketPuts: 0 });
    expect(messageUsage(size).queueRequests).toBeCloseTo(1.2);
  });

  test('that the queue bills several times counts several times', () => {
    expect(messageUsage({ ...size, bytes: 200 * 1_024 }).queueRequests).toBeCloseTo(4 + 3.2 + 0.1);
  });

  test('with a file costs the file’s object, and its storage for as long as it is kept', () => {
    const usage = messageUsage({ ...size, files: [1_000_000], retentionDays: 365 });
    expect(usage.bucketPuts).toBe(1);
    expect(usage.bucketByteMonths).toBeCloseTo(12e6);
    expect(usage.gatewayRequests).toBe(2);
  });
});

test('functions are reckoned with the memory that they are deployed with', () => {
  const serverless = readFileSync(path.join(import.meta.dirname, '../../serverless.yml'), 'utf8');
  const memoryOf = (name: string): number =>
    Number(new RegExp(`\\n  ${name}:\\n(?: {4}.*\\n)*? {4}memorySize: (\\d+)`).exec(serverless)?.[1]);
  expect(memoryOf('ingest') / 1_024).toBe(EDGE_GB);
  expect(memoryOf('digest') / 1_024).toBe(DIGEST_GB);
});
