import type { DeadLetter } from '../ports/dead-letter-store.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import type { Issue } from '../ports/issue-store.ts';
import { issueIdOf } from '../protocol/issue-id.ts';
import type { LoggedFate } from '../protocol/logged-fate.ts';
import type { ApiDeps } from './api-request.ts';
import { isShown } from './find-event.ts';
import { Refusal } from './refusal.ts';

/** What is known of an event: it is kept, or it was logged, or a dead letter holds it. */
export type KnownFate =
  | { kind: 'stored'; event: StoredEvent }
  | { kind: 'logged'; fate: LoggedFate }
  | { kind: 'dead_lettered'; letter: DeadLetter };

export interface FoundFate {
  known: KnownFate;
  issue: Issue | undefined;
  /** Milliseconds since 1970: when people were told because of it. */
  announced: number | undefined;
}

type FateDeps = Pick<ApiDeps, 'events' | 'fates' | 'deadLetters' | 'issues' | 'clock'>;

export interface SoughtEvent {
  projectId: string;
  /** 32 hex digits. */
  eventId: string;
  /** Milliseconds since 1970: about when it was received. */
  near?: number | undefined;
}

/** Rows first: of an event that is kept the log needs not be read. */
export const findFate = async (deps: FateDeps, sought: SoughtEvent): Promise<FoundFate> => {
  const { projectId, eventId } = sought;
  const [event, letter, announced] = await Promise.all([
    deps.events.get(projectId, eventId),
    deps.deadLetters.ofEvent(projectId, eventId),
    deps.fates.announcedAt(projectId, eventId),
  ]);
  const known: KnownFate =
    event && isShown(deps, event) ? { kind: 'stored', event } : await findUnstored(deps, sought, letter);
  return { known, issue: await issueOf(deps, projectId, known), announced };
};

/** Brought once more by a message that died, an event that was counted stays counted; one that was dropped is in the letter still. */
const findUnstored = async (
  { fates }: FateDeps,
  { projectId, eventId, near }: SoughtEvent,
  letter: DeadLetter | undefined,
): Promise<KnownFate> => {
  const fate = await fates.find(projectId, eventId, near === undefined ? {} : { near });
  if (typeof fate === 'object' && (fate.outcome === 'counted_only' || !letter)) return { kind: 'logged', fate };
  if (letter) return { kind: 'dead_lettered', letter };
  throw fate === 'too_many' ? tooMany() : unknown();
};

const tooMany = (): Refusal =>
  new Refusal(400, 'at: too much was logged to look through all of it; say about when the event was received');

const unknown = (): Refusal =>
  new Refusal(
    404,
    'Nothing is known of this event. Either it was never received, or its time is over, or it is still on its way: then ask again in a minute.',
  );

const issueOf = async (
  { issues }: Pick<FateDeps, 'issues'>,
  projectId: string,
  known: KnownFate,
): Promise<Issue | undefined> => {
  const id = issueIdIn(projectId, known);
  const issue = id === undefined ? undefined : (await issues.get([id])).get(id);
  return issue?.projectId === projectId ? issue : undefined;
};

const issueIdIn = (projectId: string, known: KnownFate): string | undefined => {
  switch (known.kind) {
    case 'stored':
      return known.event.issueId;
    case 'logged':
      return known.fate.issueNumber === undefined ? undefined : issueIdOf(projectId, known.fate.issueNumber);
    case 'dead_lettered':
      return undefined;
  }
};
