import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fixedIssues } from '../../lib/life/fixed-issues.ts';

describe('issues that a commit says it fixes', () => {
  test.each([
    ['Fixes SHOP-1', ['SHOP-1']],
    ['fix: the cart\n\nFixes SHOP-1\nresolves WEB-A2.', ['SHOP-1', 'WEB-A2']],
    ['Closes #shop-1, SHOP-2 and SHOP-3 (resolved: MY-TEAM-1Z)', ['SHOP-1', 'SHOP-2', 'SHOP-3', 'MY-TEAM-1Z']],
    ['fixes issue SHOP-1; fixed SHOP-1', ['SHOP-1']],
    ['fixes\n  SHOP-1', ['SHOP-1']],
  ])('%j: %j', (message, ids) => {
    expect(fixedIssues(message)).toEqual(ids);
  });

  test.each(['SHOP-1', 'See SHOP-1', 'prefixes SHOP-1', 'Fixes the cart of SHOP-1', 'Fixes SHOP', 'Fixes', ''])(
    'none in %j',
    message => {
      expect(fixedIssues(message)).toEqual([]);
    },
  );

  test('are at most 20, of any text, in little time', () => {
    const many = Array.from({ length: 100 }, (_, number) => `SHOP-${number}`).join(' ');
    expect(fixedIssues(`Fixes ${many}`)).toHaveLength(20);
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), text => {
        expect(fixedIssues(`Fixes ${text}`).length).toBeLessThanOrEqual(20);
      }),
    );
    const start = performance.now();
    for (const part of ['fixes ', 'a-', '#', '.,', ' ']) fixedIssues(part.repeat(1_000_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
