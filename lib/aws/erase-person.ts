import type { Person } from '../ports/eraser.ts';
import type { Erasure } from '../ports/erasure-store.ts';
import type { ErasureTask } from '../ports/erasure-work.ts';
import { doomed } from './doomed.ts';
import { commitTakings } from './erase-commits.ts';
import { erasePayloads } from './erase-payloads.ts';
import { take } from './erase-rows.ts';
import type { EraserDeps } from './eraser.ts';
import { readPayload } from './event-payload.ts';
import { rowKind } from './keys/read-key.ts';
import { noteMarks } from './note-marks.ts';
import { projectOfRow } from './row-owner.ts';
import { firstRows, scanRows } from './scan-rows.ts';
import { type Item, keyOf, readText } from './table.ts';
import { userMarkTakings } from './user-mark-takings.ts';

type Task = Pick<ErasureTask, 'erasure' | 'noted'>;

interface OfPerson {
  projectIds: ReadonlySet<string>;
  person: Person;
  from: string | undefined;
}

/** Payloads that are read side by side: most of the time goes into waiting for them. */
const READ_AT_ONCE = 16;

/** A page of the table: a person's events go with all that came along with them, and what they wrote. */
export const eraseOfPerson = async (deps: EraserDeps, task: Task, of: OfPerson): Promise<string | undefined> => {
  const { rows, next } = await scanRows(deps.table, of.from);
  const own = rows.filter(row => of.projectIds.has(projectOfRow(row) ?? ''));
  const events = own.filter(row => rowKind(keyOf(row)) === 'event');
  for (let at = 0; at < events.length; at += READ_AT_ONCE) {
    const some = events.slice(at, at + READ_AT_ONCE);
    const found = await Promise.all(some.map(async row => ({ row, marks: await marksOf(deps, row, of.person) })));
    for (const { row, marks } of found) if (marks) await eraseEvent(deps, task, { row, marks });
  }
  const written = own.filter(row => rowKind(keyOf(row)) === 'feedback' && of.person.isCalled(calledOf(row)));
  await take(
    deps.table,
    task.erasure,
    written.map(row => doomed(deps.table, row)),
  );
  for (const row of own) await take(deps.table, task.erasure, commitTakings(deps.table, row, of.person.isCalled));
  return next;
};

/** `undefined`: somebody else's. Else what the person was counted by, if that can still be told. */
const marksOf = async (deps: EraserDeps, row: Item, person: Person): Promise<readonly string[] | undefined> => {
  const event = await readPayload(deps.blobs, row);
  // An eraser that was interrupted has taken the payload: the rest of it goes now.
  if (event === 'gone') return [];
  if (event === 'damaged' || !person.wrote(event)) return undefined;
  return person.marksOf(readText(row, 'projectId'), event);
};

/** The event itself goes last: what is left when this is interrupted is found by it again. */
const eraseEvent = async (
  { table, blobs }: EraserDeps,
  task: Task,
  { row, marks }: { row: Item; marks: readonly string[] },
): Promise<void> => {
  await noteMarks(table, task, marks);
  const rows = await firstRows(table, readText(row, 'pk'));
  await erasePayloads(blobs, rows);
  const isEvent = (one: Item): boolean => one.sk?.S === row.sk?.S;
  for (const part of [rows.filter(one => !isEvent(one)), rows.filter(isEvent)]) {
    await take(
      table,
      task.erasure,
      part.map(one => doomed(table, one)),
    );
  }
};

/** Written by the feedback store. */
const calledOf = (row: Item): { name: string; email: string } =>
  JSON.parse(readText(row, 'written')) as { name: string; email: string };

/** A page of the table: issues count the person no more. */
export const eraseUserMarks = async (
  { table }: EraserDeps,
  erasure: Erasure,
  of: OfPerson,
): Promise<string | undefined> => {
  const { rows, next } = await scanRows(table, of.from);
  const takings = rows.flatMap(row => {
    const projectId = projectOfRow(row);
    if (projectId === undefined || !of.projectIds.has(projectId)) return [];
    return userMarkTakings(table, row, hash => of.person.isCounted(projectId, hash));
  });
  // Each by itself: two of one row cannot be in one transaction.
  for (const taking of takings) await take(table, erasure, [taking]);
  return next;
};
