import type { SentryEvent } from '../protocol/event.ts';
import type { RetentionKind } from '../protocol/retention.ts';
import type { Erasure } from './erasure-store.ts';
import type { ErasureTask } from './erasure-work.ts';

/** Whose data it is that goes. */
export interface Person {
  wrote(event: SentryEvent): boolean;
  /** Marks of what the event's user was counted by. */
  marksOf(projectId: string, event: SentryEvent): readonly string[];
  /** Name and address of feedback. */
  isCalled(called: { name: string; email: string }): boolean;
  /** Whether the person is counted by this hash (hex) among the users of the project's issues. */
  isCounted(projectId: string, hash: string): boolean;
}

/**
 * Deletes for good: rows, and what lies in objects beside them. Everything is safe twice, and what goes is added to the
 * order's counts in the transaction that deletes it.
 */
export interface Eraser {
  /** One step. `visible`: it is not hidden, so it stays. */
  eraseIssue(erasure: Erasure, issueId: string): Promise<'gone' | 'visible' | 'more'>;
  /**
   * The following go through the whole table, a page a call: nothing can hide from that behind an index.
   * @returns the place to go on from, `undefined` at the end
   */
  eraseOfProject(erasure: Erasure, projectId: string, from: string | undefined): Promise<string | undefined>;
  eraseOfPerson(
    task: Pick<ErasureTask, 'erasure' | 'noted'>,
    of: { projectIds: ReadonlySet<string>; person: Person },
    from: string | undefined,
  ): Promise<string | undefined>;
  /** Takes the marks of a person out of the counts of users. */
  eraseUserMarks(
    erasure: Erasure,
    of: { projectIds: ReadonlySet<string>; person: Person },
    from: string | undefined,
  ): Promise<string | undefined>;
  /** @param keptFor milliseconds from the receipt */
  shorten(
    erasure: Erasure,
    of: { projectId: string; keptFor: (kind: RetentionKind) => number; now: number },
    from: string | undefined,
  ): Promise<string | undefined>;
  /** Objects of a project, some a call. Whether there were any. */
  eraseObjects(projectId: string): Promise<boolean>;
  /** A person's events in objects that no row leads to: whoever put them there died before. @returns as above */
  eraseStrays(projectId: string, person: Person, from: string | undefined): Promise<string | undefined>;
}
