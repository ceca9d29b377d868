import { describe, expect, test } from '@jest/globals';
import { marksOfPerson } from '../../lib/api/marks-of-person.ts';
import type { ErasureOrder } from '../../lib/ports/erasure-store.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { NOW } from '../support/digester.ts';
import { erasing, everything } from '../support/erasing.ts';
import { openTestTable } from '../support/table.ts';
import { buildTown, hide, JANE, ORGANIZATION, PSEUDONYM_KEY, planted, WEB } from './town.ts';

const MINUTE = 60_000;
/** A death at each write, before it and just after it, takes minutes: that is for `ERASE_CRASHES=all`. */
const EVERY = process.env.ERASE_CRASHES === 'all' ? 1 : 5;
const CRASH_MS = 600_000;

describe('an eraser that dies', () => {
  for (const kind of ['issue', 'project', 'user'] as const) {
    test(
      `at any write of an order for a ${kind} leaves a receipt and a table as if it had lived`,
      async () => {
        const whole = await tell(kind, undefined);
        expect(whole.deaths).toBe(0);
        expect(whole.writes).toBeGreaterThan(10);
        let died = 0;
        for (let at = 0; at < whole.writes; at += EVERY) {
          for (const when of WHENS.filter((_, index) => EVERY === 1 || index === at % 2)) {
            const { deaths, writes: _, ...told } = await tell(kind, { at, when });
            died += deaths;
            const { erased, issues, left } = whole;
            expect({ at, when, ...told }).toEqual({ at, when, erased, issues, left });
          }
        }
        expect(died).toBeGreaterThan(3);
      },
      CRASH_MS,
    );
  }
});

const WHENS = ['before', 'after'] as const;

interface Death {
  /** Which write, counted from the first of the erasing. */
  at: number;
  /** Whether the write still happened. */
  when: 'before' | 'after';
}

const tell = async (kind: 'issue' | 'project' | 'user', death: Death | undefined) => {
  let now = NOW + MINUTE;
  const clock = { now: () => now };
  const fate = mortal(death);
  const table = await openTestTable({ clock, around: fate.around });
  try {
    const town = await buildTown(table, clock);
    const blobs = { ...town.blobs, put: fate.wrap(town.blobs.put), delete: fate.wrap(town.blobs.delete) };
    const orders = erasing(table, { clock, blobs: town.blobs }).erasures;
    const [issue] = await town.issues(WEB);
    const { id } = await orders.request({
      organization: ORGANIZATION,
      requestedBy: 'a test',
      order: orderOf(kind, issue!.id),
    });
    if (kind === 'issue') await hide(table, issue!.id);
    if (kind === 'project') await town.projects.deleteProject(WEB, now);
    fate.begin();
    for (let minutes = 4; minutes < 40 * 1_440; minutes = minutes * 1.3 + 12) {
      now = NOW + minutes * MINUTE;
      await erasing(table, { clock, blobs, seed: minutes })
        .sweep()
        .catch(() => {});
      fate.revive();
    }
    const receipt = await orders.get(ORGANIZATION, id);
    const all = await everything(table, town.blobs.objects);
    return {
      deaths: fate.deaths(),
      writes: fate.writes(),
      erased: receipt?.erased,
      issues: receipt?.issues,
      left: NUMBERS.filter(number => all.some(one => one.includes(planted(number)) || one.includes(`file-${number}-`))),
    };
  } finally {
    table.close();
  }
};

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16];

const orderOf = (kind: 'issue' | 'project' | 'user', issueId: string): ErasureOrder => {
  if (kind === 'issue') return { kind, projectIds: [WEB], issueIds: [issueId] };
  if (kind === 'project') return { kind, projectIds: [WEB] };
  const projects = [{ id: WEB, pseudonymKey: PSEUDONYM_KEY }];
  return { kind, projectIds: [WEB], salt: 's', marks: marksOfPerson('s', { email: JANE.email }, projects) };
};

const WRITES = /\.(TransactWriteItems|PutItem|UpdateItem|DeleteItem|BatchWriteItem)$/;

/** Lets the process die at one write; until it is revived nothing it does has any effect. */
const mortal = (death: Death | undefined) => {
  let [begun, dead, writes, deaths] = [false, false, 0, 0];
  const write = async <T>(act: () => Promise<T>): Promise<T> => {
    if (dead) throw new Error('dead');
    const dies = begun && death !== undefined && writes === death.at && deaths === 0;
    if (begun) writes++;
    if (!dies) return act();
    if (death.when === 'after') await act();
    [dead, deaths] = [true, deaths + 1];
    throw new Error('died');
  };
  return {
    around:
      (wire: Wire): Wire =>
      request => {
        if (WRITES.test(request.headers['x-amz-target'] ?? '')) return write(() => wire(request));
        return dead ? Promise.reject(new Error('dead')) : wire(request);
      },
    wrap:
      <A extends unknown[], T>(act: (...given: A) => Promise<T>) =>
      (...given: A): Promise<T> =>
        write(() => act(...given)),
    begin: () => {
      begun = true;
    },
    revive: () => {
      dead = false;
    },
    writes: () => writes,
    deaths: () => deaths,
  };
};
