import { afterEach, expect, test } from '@jest/globals';
import { dynamoCostStore } from '../../lib/aws/cost-store.ts';
import { cachedKeyStore, dynamoKeyStore } from '../../lib/aws/key-store.ts';
import { meterTable } from '../../lib/aws/metered-table.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { type PriceList, pricesOf } from '../../lib/budget/price-list.ts';
import { openBill } from '../../lib/digest/bill.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { keepBudgets } from '../../lib/digest/keep-budgets.ts';
import { meteredBlobs, meteredEvents } from '../../lib/digest/metered-ports.ts';
import { samplingAt } from '../../lib/digest/sampling-at.ts';
import { usageMeter } from '../../lib/digest/usage-meter.ts';
import { receive } from '../../lib/ingest/receive.ts';
import type { CostOwner } from '../../lib/ports/cost-store.ts';
import { projectSettingsOf } from '../../lib/ports/project-store.ts';
import type { BudgetChange, BudgetStep } from '../../lib/protocol/budget.ts';
import { USAGE_UNITS } from '../../lib/protocol/cost.ts';
import { keepDueBudgets } from '../../lib/sweep/keep-due-budgets.ts';
import { digester, memoryBlobs, seeded, seededIds } from '../support/digester.ts';
import { edge, edgeSettings, envelope, errorEvent, request } from '../support/edge.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { rankOf } from './simulated-month.ts';

/** 50 million events are 2,000 here. They come in three hours, so that batches are as full as a storm makes them. */
const SCALE = 25_000;
const STORM_EVENTS = 2_000;
const STORM_TICKS = 18;
const USUAL_A_DAY = 3;
const STORM_DAY = 12;
const TICK_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** The sweep's own calls are nobody's, and are not scaled: here it comes seldom. */
const SWEEP_MS = 6 * 3_600_000;
const START = Date.UTC(2026, 10, 1);
const END = Date.UTC(2026, 11, 1);
/** One event in so many is the first of a new issue. */
const NEW_EVERY = 25;
const KNOWN_SITES = 20;
const MONTH_TIMEOUT_MS = 120_000;

let table: TestTable | undefined;
afterEach(() => table?.close());

const scaledPrices = (): PriceList => {
  const prices = pricesOf('us-east-1');
  // Every unit is in the list.
  return Object.fromEntries(USAGE_UNITS.map(unit => [unit, prices[unit] * SCALE])) as PriceList;
};

interface Month {
  /** Dollars. */
  spent: number;
  /** First events of new issues that were sent, and those of them that can be read afterwards. */
  newIssues: number;
  firstEventsKept: number;
  sent: number;
  changes: BudgetChange[];
  stepAfterwards: BudgetStep | undefined;
}

/** The real edge and the real digest on an embedded table, through a month with a storm of one day in it. */
const runMonth = async (monthly: number | null): Promise<Month> => {
  let now = START;
  const clock = { now: () => now };
  const meter = usageMeter();
  table = await openTestTable({ clock });
  meterTable(table, meter);
  const settings = edgeSettings();
  const projects = dynamoProjectStore(table);
  await projects.createProject(
    { id: '1', slug: 'web', name: 'Web', organization: 'my-team', platform: 'node', dateCreated: START },
    projectSettingsOf(settings),
  );
  await projects.createKey(settings);
  const ids = seededIds(5);
  const costs = dynamoCostStore(table, { ids });
  const changes: BudgetChange[] = [];
  const budgets = keepBudgets({ clock, costs, projects, announce: async (_, change) => void changes.push(change) });
  const log = (_level: string, message: string, fields?: object) => {
    throw new Error(`${message} ${JSON.stringify(fields)}`);
  };
  const bill = openBill({ clock, costs, budgets, projects, meter, prices: scaledPrices(), log, retentionDays: 90 });
  const blobs = meteredBlobs(memoryBlobs(), meter, 90);
  const { deps, events } = digester(table, { clock, ids, blobs, bill });
  const digest = {
    ...deps,
    events: meteredEvents(deps.events, meter, 90),
    samplingOf: async (id: string) => samplingAt(await budgets.stepOf(id)),
  };
  const owner: CostOwner = { kind: 'project', id: '1' };
  if (monthly !== null) await budgets.set(owner, Math.round(monthly * 1e6));

  const queue: string[] = [];
  const door = {
    ...edge().deps,
    clock,
    ids,
    keys: cachedKeyStore(dynamoKeyStore(table.call, table.name), clock, { maxAgeSeconds: 60 }),
    queue: { send: async (body: string) => void queue.push(body) },
  };
  const random = seeded(11);
  const firsts: string[] = [];
  let sent = 0;
  const send = async (): Promise<void> => {
    const event_id = (++sent).toString(16).padStart(32, '0');
    const isNew = sent % NEW_EVERY === 1 || sent <= KNOWN_SITES;
    if (isNew) firsts.push(event_id);
    const site =
      isNew && sent > KNOWN_SITES
        ? `rare${letters(sent)}`
        : `pay${letters(isNew ? sent : 1 + Math.floor(random() * KNOWN_SITES))}`;
    const body = envelope(
      { event_id },
      [{ type: 'event' }, thrownAt(site, { event_id, timestamp: now / 1_000 })],
      [{ type: 'attachment', length: 5, filename: 'state.txt' }, 'state'],
    );
    await receive(door, request({ body }));
  };

  let due = 0;
  for (; now < END; now += TICK_MS) {
    const tick = (now - START - STORM_DAY * DAY_MS) / TICK_MS;
    due += tick >= 0 && tick < STORM_TICKS ? STORM_EVENTS / STORM_TICKS : (USUAL_A_DAY * TICK_MS) / DAY_MS;
    for (; due >= 1; due--) await send();
    const batch = queue.splice(0).map((body, place) => ({ id: `${now}-${place}`, body }));
    if (batch.length > 0) expect((await digestBatch(digest, batch)).failed.size).toBe(0);
    if (now % SWEEP_MS !== 0) continue;
    await keepDueBudgets({ clock, costs, budgets, log });
    meter.take();
  }
  const { spent } = await costs.month(owner, '2026-11');
  now = END + TICK_MS;
  await keepDueBudgets({ clock, costs, budgets, log });
  const kept = await Promise.all(firsts.map(id => events.get('1', id)));
  return {
    spent: spent / 1e6,
    newIssues: firsts.length,
    firstEventsKept: kept.filter(one => one !== undefined).length,
    sent,
    changes,
    stepAfterwards: (await projects.keys('1'))[0]?.budget?.step,
  };
};

/** A number as letters only: a function's name. */
const letters = (value: number): string => String(value).replace(/\d/g, digit => 'abcdefghij'.charAt(Number(digit)));

const thrownAt = (site: string, over: object) => {
  const frames = [
    { function: 'run', filename: 'main.js', lineno: 1, in_app: true },
    { function: site, filename: 'cart.js', lineno: 2, in_app: true },
  ];
  const value = 'x is undefined';
  return errorEvent({ exception: { values: [{ type: 'TypeError', value, stacktrace: { frames } }] }, ...over });
};

test(
  'a month with a 50-million-event day (scaled) stays within its budget, keeps the first event of each new issue, and ends',
  async () => {
    const free = await runMonth(null);
    table?.close();
    expect(free.changes).toEqual([]);
    expect(free.firstEventsKept).toBe(free.newIssues);

    const monthly = 0.7 * free.spent;
    const bounded = await runMonth(monthly);
    expect(bounded.sent).toBe(free.sent);
    expect(bounded.firstEventsKept).toBe(bounded.newIssues);
    expect(bounded.newIssues).toBeGreaterThan(80);
    expect(bounded.spent).toBeLessThanOrEqual(1.05 * monthly);
    // All steps, one after the other, and back at the end of the month at the latest.
    expect(bounded.changes.map(({ to }) => to)).toEqual(expect.arrayContaining(['sample', 'count_only', 'limit']));
    for (const { from, to, at } of bounded.changes) if (at < END) expect(Math.abs(rankOf(to) - rankOf(from))).toBe(1);
    expect(bounded.changes.at(-1)?.to).toBe('normal');
    expect(bounded.stepAfterwards).toBeUndefined();
  },
  MONTH_TIMEOUT_MS,
);
