import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { doorOf } from '../../fuzz/door-of.ts';
import { judgeCase } from '../../fuzz/judge-case.ts';
import { makeCase } from '../../fuzz/make-case.ts';

// `npm run fuzz` does the same for as long as it is told to, with larger texts, and looks at the time as well.
const RUNS = 400;
const LARGEST = 5_000;
/** All of them, the two scripts, and what leads nowhere. */
const DOORS = 14;

test('any request at any door is answered, and all that it brought is kept or counted once', async () => {
  const visited = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.nat(), async seed => {
      const made = makeCase(seed, LARGEST);
      visited.add(doorOf(made));
      const { faults } = await judgeCase(made);
      expect(faults).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(visited.size).toBe(DOORS);
});
