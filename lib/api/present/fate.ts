import type { LoggedFate } from '../../protocol/logged-fate.ts';
import type { FateJson, FateName, FateStepJson, FateStepName } from '../contract/fate.ts';
import type { FoundFate, KnownFate } from '../find-fate.ts';
import { isoTime } from './time.ts';

export const presentFate = (
  { known, issue, announced }: FoundFate,
  of: { eventId: string; organization: string; publicUrl: string },
): FateJson => {
  const { fate, reason } = fateOf(known);
  const issueUrl = issue && `${of.publicUrl}/issues/${issue.id}/`;
  return {
    eventId: of.eventId,
    fate,
    reason,
    detail: DETAILS[fate] + (reason ? ` (${reason}).` : '.'),
    steps: presentSteps([...stepsOf(known), ['announced', announced]]),
    issue: issue ? { id: issue.id, shortId: issue.shortId } : null,
    links: {
      event: issueUrl && fate === 'stored' ? `${issueUrl}events/${of.eventId}/` : null,
      issue: issueUrl ?? null,
      deadLetter:
        known.kind === 'dead_lettered'
          ? `${of.publicUrl}/api/0/organizations/${of.organization}/dead-letters/${known.letter.id}/`
          : null,
    },
  };
};

const DETAILS: Record<FateName, string> = {
  stored: 'The event was counted, and it is kept',
  counted_only: 'The event was counted in its issue; of the many like it, this one was not kept',
  filtered: 'The event was dropped by a filter',
  invalid: 'The event was not what an event has to be',
  rate_limited: 'The event was dropped because of a limit',
  dead_lettered: 'The event came in a message that could not be worked on; it waits among the dead letters',
};

const fateOf = (known: KnownFate): { fate: FateName; reason: string } => {
  switch (known.kind) {
    case 'stored':
      return { fate: 'stored', reason: '' };
    case 'logged':
      return { fate: known.fate.outcome, reason: known.fate.reason };
    case 'dead_lettered':
      return { fate: 'dead_lettered', reason: known.letter.reason };
  }
};

/** Milliseconds since 1970; `undefined`: nobody noted it. */
type Step = [name: FateStepName, at: number | undefined];

const stepsOf = (known: KnownFate): Step[] => {
  switch (known.kind) {
    case 'stored':
      return [...onTheWay(known.event), ['stored', known.event.digested]];
    case 'logged':
      return loggedSteps(known.fate);
    case 'dead_lettered':
      return [...onTheWay(known.letter), ['given_up', known.letter.buried]];
  }
};

const onTheWay = (of: { received?: number; scrubbed?: number; queued?: number }): Step[] => [
  ['received', of.received],
  ['scrubbed', of.scrubbed],
  ['queued', of.queued],
];

/** Of a discarded issue only the digest knows; what else is dropped falls at the edge, and what is counted is only that. */
const loggedSteps = (fate: LoggedFate): Step[] => {
  if (fate.outcome === 'counted_only') return [...onTheWay(fate), ['counted', fate.digested]];
  if (fate.outcome === 'filtered' && fate.reason === DISCARDED_HASH)
    return [...onTheWay(fate), ['dropped', fate.digested]];
  return [
    ['received', fate.received],
    ['dropped', fate.scrubbed],
    ['queued', fate.queued],
    ['counted', fate.digested],
  ];
};
const DISCARDED_HASH = 'discarded-hash';

const presentSteps = (steps: readonly Step[]): FateStepJson[] => {
  const known = steps.flatMap(([name, at]) => (at === undefined ? [] : [{ name, at }]));
  const began = known[0]?.at ?? 0;
  return known.map(({ name, at }, index) => ({
    name,
    time: isoTime(at),
    sinceReceived: Math.max(0, at - began),
    sincePrevious: Math.max(0, at - (known[index - 1]?.at ?? at)),
  }));
};
