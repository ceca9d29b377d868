import { expect, test } from '@jest/globals';
import type { ActiveLimit } from '../../lib/protocol/quota.ts';
import { formatRateLimits, retryAfter, toRateLimits } from '../../lib/protocol/rate-limit.ts';

const NOW = 1_795_000_000_000;
const limit = (over: Partial<ActiveLimit> = {}): ActiveLimit => ({
  quotaId: 'key',
  scope: 'key',
  categories: ['error'],
  reasonCode: 'key_quota',
  until: NOW + 60_000,
  ...over,
});

test('an SDK reads seconds, categories, scope and reason, one limit after the other', () => {
  const limits = toRateLimits(
    [
      limit({ categories: ['error', 'security'] }),
      limit({ categories: [], scope: 'organization', reasonCode: 'monthly', until: NOW + 2_700_000 }),
    ],
    NOW,
  );
  expect(formatRateLimits(limits)).toBe('60:error;security:key:key_quota, 2700::organization:monthly');
  expect(retryAfter(limits)).toBe('2700');
});

test('seconds are rounded up, and never none', () => {
  const secondsOf = (until: number) => toRateLimits([limit({ until })], NOW)[0]?.seconds;
  expect([secondsOf(NOW + 1), secondsOf(NOW + 1_001), secondsOf(NOW + 2_000), secondsOf(NOW)]).toEqual([1, 2, 2, 1]);
});

test('of limits for the same categories and scope the longest is told, in whatever order they are named', () => {
  const limits = toRateLimits(
    [
      limit({ categories: ['error', 'security'], until: NOW + 10_000 }),
      limit({ categories: ['security', 'error'], until: NOW + 90_000, reasonCode: 'long' }),
      limit({ categories: ['error', 'security'], until: NOW + 20_000 }),
      limit({ scope: 'project', categories: ['error', 'security'], until: NOW + 5_000 }),
    ],
    NOW,
  );
  expect(formatRateLimits(limits)).toBe('90:security;error:key:long, 5:error;security:project:key_quota');
});
