import { eventSignature, messageStandsAside } from '../budget/event-signature.ts';
import { applyRules } from '../grouping/apply-rules.ts';
import { groupEvent } from '../grouping/group-event.ts';
import type { GroupingRules } from '../grouping/grouping-rules.ts';
import type { SentryEvent } from '../protocol/event.ts';

/** As nobody writes it. */
const OTHER_MESSAGE = 'something else has happened';

export interface Arrived {
  /** As the edge has seen it. */
  arrived: SentryEvent;
  /** With its frames as developers wrote them. */
  event: SentryEvent;
}

/**
 * What the edge may know events like this one by. It knows frames as they came and no rules: a signature that leaves a
 * message out which decides after all, because rules or source maps took the frames out of the grouping, is none.
 */
export const signatureOf = ({ arrived, event }: Arrived, rules: GroupingRules): string | undefined => {
  const signature = eventSignature(arrived);
  if (signature === undefined) return undefined;
  const hashes = hashesOf(event, rules);
  const others = hashesOf(withOtherMessages({ arrived, event }), rules);
  return hashes.length === others.length && hashes.every((hash, place) => hash === others[place])
    ? signature
    : undefined;
};

const hashesOf = (event: SentryEvent, rules: GroupingRules): string[] =>
  groupEvent(applyRules(event, rules), rules).hashes;

const withOtherMessages = ({ arrived, event }: Arrived): SentryEvent => {
  if (!event.exception) return event;
  const values = event.exception.values.map((exception, place) => {
    const before = arrived.exception?.values[place];
    return before && messageStandsAside(before, arrived) ? { ...exception, value: OTHER_MESSAGE } : exception;
  });
  return { ...event, exception: { ...event.exception, values } };
};
