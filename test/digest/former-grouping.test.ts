import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { groupingOf } from '../../lib/digest/read-grouping.ts';
import { FORMER_GROUPING_CONFIG, GROUPING_CONFIG } from '../../lib/grouping/config.ts';
import { type GroupingSettings, NO_GROUPING_SETTINGS } from '../../lib/ports/grouping-store.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const DAY = 86_400_000;
const BEFORE: GroupingSettings = { ...NO_GROUPING_SETTINGS, groupingConfig: FORMER_GROUPING_CONFIG };

/** A library's frame between two of the shop, as an SDK marks it that knows nothing of libraries. */
const throughLibrary = (where: string): Partial<SentryEvent> => ({
  platform: 'python',
  exception: {
    values: [
      {
        type: 'KeyError',
        value: 'k',
        stacktrace: {
          frames: [
            { module: 'shop', function: where, filename: 'shop.py', in_app: true },
            {
              module: 'lib',
              function: 'get',
              filename: 'lib.py',
              abs_path: '/srv/site-packages/lib.py',
              in_app: true,
            },
          ],
        },
      },
    ],
  },
});
/** Two that were told apart by what follows their message, and are one since dots stand for blanks as well. */
const said = (formatted: string): Partial<SentryEvent> => ({
  exception: { values: [] },
  logentry: { formatted },
});

describe('issues of before', () => {
  let table: TestTable;
  let now = NOW;
  let sent = 0;
  beforeEach(async () => {
    now = NOW;
    sent = 0;
    table = await openTestTable({ clock: { now: () => now } });
  });
  afterEach(() => table.close());

  /** A digest under these settings takes events, one batch. Returns the count of each issue. */
  const digest = async (settings: GroupingSettings, events: readonly Partial<SentryEvent>[]): Promise<number[]> => {
    const { deps, issues } = digester(table, { clock: { now: () => now }, ids: seededIds(7 + sent) });
    const grouping = { of: async () => groupingOf(settings, now) };
    const records = events.map(event => {
      sent++;
      return toRecord(message({ id: id(sent), eventId: id(1_000 + sent), at: now, event }));
    });
    const { failed } = await digestBatch({ ...deps, grouping }, records);
    expect(failed.size).toBe(0);
    return (await issues.list('1', 'unresolved', { limit: 50 })).issues.map(({ count }) => count).sort((a, b) => b - a);
  };

  test('keep their events after an update of Allim', async () => {
    expect(await digest(BEFORE, [throughLibrary('pay'), said('failed\n')])).toEqual([1, 1]);
    expect(
      await digest(NO_GROUPING_SETTINGS, [throughLibrary('pay'), said('failed\n'), throughLibrary('pay')]),
    ).toEqual([3, 2]);
    // The new hashes lead there now, whether or not the former ones are looked up still.
    const off = { ...NO_GROUPING_SETTINGS, secondaryGroupingExpiry: 1 };
    expect(await digest(off, [throughLibrary('pay'), said('failed\n')])).toEqual([4, 3]);
  });

  test('would be split without the look-up', async () => {
    const off = { ...NO_GROUPING_SETTINGS, secondaryGroupingExpiry: 1 };
    await digest(BEFORE, [said('failed\n')]);
    expect(await digest(off, [said('failed\n')])).toEqual([1, 1]);
  });

  test('take nothing from issues that are new since: what was one before may be two now', async () => {
    // Before, a newline at the end made no difference.
    expect(await digest(BEFORE, [said('failed'), said('failed\n')])).toEqual([2]);
    expect(await digest(NO_GROUPING_SETTINGS, [said('lost'), said('lost\n')])).toEqual([2, 1, 1]);
  });

  test('keep their events after people have changed their stack-trace rules', async () => {
    await digest(NO_GROUPING_SETTINGS, [throughLibrary('pay')]);
    const changed: GroupingSettings = {
      ...NO_GROUPING_SETTINGS,
      groupingEnhancements: 'module:shop -group -app\nmodule:lib +app +group',
      secondaryGroupingExpiry: 1,
      former: { groupingEnhancements: '', until: NOW + 30 * DAY },
    };
    expect(await digest(changed, [throughLibrary('pay')])).toEqual([2]);
    now += 31 * DAY;
    expect(await digest(changed, [throughLibrary('pay')])).toEqual([3]);
    expect(await digest({ ...changed, groupingEnhancements: 'module:lib -app' }, [throughLibrary('buy')])).toEqual([
      3, 1,
    ]);
  });

  test('keep their events after an update and a change of rules together', async () => {
    await digest(BEFORE, [throughLibrary('pay')]);
    const changed: GroupingSettings = {
      ...NO_GROUPING_SETTINGS,
      groupingEnhancements: 'module:lib -group -app',
      former: { groupingEnhancements: '', until: NOW + 30 * DAY },
    };
    expect(await digest(changed, [throughLibrary('pay')])).toEqual([2]);
  });

  test('leave what people say by a fingerprint rule alone: it is a new issue at once', async () => {
    await digest(NO_GROUPING_SETTINGS, [throughLibrary('pay')]);
    const settings = { ...NO_GROUPING_SETTINGS, fingerprintingRules: 'type:KeyError -> keys' };
    expect(await digest(settings, [throughLibrary('pay'), throughLibrary('buy')])).toEqual([2, 1]);
  });

  test('an event is kept with its hashes and the version that made them', async () => {
    const { events } = digester(table, { clock: { now: () => now }, ids: seededIds(3) });
    const { deps } = digester(table, { clock: { now: () => now }, ids: seededIds(4) });
    await digestBatch(deps, [toRecord(message({ id: id(1), eventId: id(2) }))]);
    const found = (await events.get('1', id(2))) ?? (await deps.events.get('1', id(2)));
    expect(found?.event).toMatchObject({
      grouping_config: { id: GROUPING_CONFIG },
      hashes: [expect.stringMatching(/^[0-9a-f]{32}$/)],
    });
  });
});
