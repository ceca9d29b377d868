import { expect } from '@jest/globals';
import { beginRegrouping } from '../../../lib/api/regroup/begin-regrouping.ts';
import { beginUndo } from '../../../lib/api/regroup/begin-undo.ts';
import { runRegrouping } from '../../../lib/api/regroup/run-regrouping.ts';
import { undoRegrouping } from '../../../lib/api/regroup/undo-regrouping.ts';
import { dynamoDueStore } from '../../../lib/aws/due-store.ts';
import { dynamoGroupingStore } from '../../../lib/aws/grouping-store.ts';
import { dynamoProjectStore } from '../../../lib/aws/project-store.ts';
import { dynamoRegroupingStore } from '../../../lib/aws/regrouping-store.ts';
import { digestBatch } from '../../../lib/digest/digest-batch.ts';
import type { Issue } from '../../../lib/ports/issue-store.ts';
import type { Regrouping } from '../../../lib/ports/regrouping-store.ts';
import type { SentryEvent } from '../../../lib/protocol/event.ts';
import { mortal } from '../../digest/mortal-wire.ts';
import { digester, message, NOW, seeded, seededIds, toRecord } from '../../support/digester.ts';
import type { OpenTable } from '../../support/each-engine.ts';

export const ME = { id: 'me', name: 'me@example.com' };
const HOUR = 3_600_000;
/** One call in so many dies, unless it is said by hand: `REGROUP_EVERY=1`. */
export const EVERY_CALL = Number(process.env.REGROUP_EVERY ?? 0);
/** Until each function has heard of changed rules. */
export const HEARD_MS = 61_000;
const PROJECT = { id: '1', slug: 'web', name: 'Web', organization: 'my-team', platform: 'node', dateCreated: NOW };
const hex = (number: number): string => number.toString(16).padStart(32, '0');

/** A project whose digesters may die, and people who regroup its issues. */
export const beginWorld = async (open: OpenTable) => {
  const { fate, around } = mortal(seeded(1));
  const table = await open({ around });
  let [now, number] = [NOW, 0];
  const clock = { now: () => now };
  const made = digester(table, { clock, ids: seededIds(1) });
  const regroupings = dynamoRegroupingStore(table);
  const deps = {
    ...{ clock, ids: seededIds(2), regroupings, dues: dynamoDueStore(table), retentionDays: 90 },
    ...{ issues: made.issues, events: made.events, tally: made.deps.tally },
    ...{ grouping: dynamoGroupingStore(table), projects: dynamoProjectStore(table) },
  };
  await deps.projects.createProject(PROJECT);
  const send = (...sites: readonly string[]): Promise<void> => sendOf({}, ...sites);
  const sendOf = async (event: Partial<SentryEvent>, ...sites: readonly string[]): Promise<void> => {
    const queued = sites.map(site =>
      message({ id: hex(++number), eventId: hex(number), at: now, received: now, site, event }),
    );
    const { failed } = await digestBatch(
      made.deps,
      queued.map(one => toRecord(one)),
    );
    expect(failed.size).toBe(0);
  };
  const shown = async (): Promise<Issue[]> => (await made.issues.list('1', 'unresolved', { limit: 99 })).issues;
  /** What people see: each issue by its function, with its count, the sum of its hours and its kept events. */
  const seen = async (): Promise<Record<string, readonly number[]>> => {
    const all = (await shown()).map(async (issue): Promise<[string, readonly number[]]> => {
      const hours = (await made.stats.hourly([issue], NOW - HOUR, now + HOUR)).get(issue.id) ?? [];
      const ids = [issue.id, ...(issue.merged?.ids ?? [])];
      const { events } = await made.events.listByIssue(ids, { limit: 99 });
      const name = String(issue.metadata.value).split(' ')[0] ?? '';
      return [name, [issue.count, hours.reduce((sum, { count }) => sum + count, 0), events.length]];
    });
    return Object.fromEntries((await Promise.all(all)).sort());
  };
  /** @returns whether it died of so many calls */
  const dies = async (callsLeft: number, after: boolean, work: () => Promise<unknown>): Promise<boolean> => {
    Object.assign(fate, { callsLeft, after, dead: false });
    const died = await work().then(
      () => false,
      error => {
        if (!fate.dead) throw error;
        return true;
      },
    );
    Object.assign(fate, { callsLeft: Number.POSITIVE_INFINITY, dead: false });
    return died;
  };
  /** Asks again after it died. */
  const insist = async (callsLeft: number, after: boolean, work: () => Promise<unknown>): Promise<boolean> => {
    const died = await dies(callsLeft, after, work);
    if (died) await work();
    return died;
  };
  const latest = async (): Promise<Regrouping | undefined> =>
    (await regroupings.list('1', { limit: 1 })).regroupings[0];
  /** Goes on with the last one, unless that was taken back. */
  const regroup = async (rules: object): Promise<void> => {
    const known = await latest();
    now++;
    const isOver = !known || known.state === 'undone';
    const begun = isOver ? await beginRegrouping(deps, '1', { rules, user: ME }) : known;
    expect((await runRegrouping(deps, begun)).state).toBe('applied');
  };
  const undo = async (options = { keepRules: false }): Promise<void> => {
    const known = await latest();
    if (!known) throw new Error('something was regrouped');
    expect((await undoRegrouping(deps, await beginUndo(deps, known, options))).state).toBe('undone');
  };
  const wait = (ms: number): void => {
    now += ms;
  };
  const rules = async (): Promise<string | undefined> => (await deps.grouping.get('1'))?.fingerprintingRules;
  return {
    ...made,
    deps,
    table,
    send,
    sendOf,
    now: () => now,
    shown,
    seen,
    dies,
    insist,
    regroup,
    undo,
    latest,
    wait,
    rules,
  };
};

export type World = Awaited<ReturnType<typeof beginWorld>>;
