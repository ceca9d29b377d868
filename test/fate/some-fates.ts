import { LOGGED_OUTCOMES, type LoggedFate } from '../../lib/protocol/logged-fate.ts';
import { NOW } from '../support/digester.ts';

export const idOf = (number: number): string => number.toString(16).padStart(32, '0');

export const fate = (number: number, over: Partial<LoggedFate> = {}): LoggedFate => ({
  eventId: idOf(number),
  received: NOW,
  scrubbed: NOW + 3,
  queued: NOW + 40,
  digested: NOW + 900,
  outcome: 'counted_only',
  reason: '',
  issueNumber: 7,
  ...over,
});

/** Fates of all kinds, some ids more than once. @param random 0 to 1 */
export const someFates = (count: number, random: () => number): LoggedFate[] =>
  Array.from({ length: count }, () => {
    const received = NOW - Math.floor(random() * 3_600_000);
    const outcome = LOGGED_OUTCOMES[Math.floor(random() * LOGGED_OUTCOMES.length)] ?? 'invalid';
    return {
      eventId: idOf(Math.floor(random() * count * 3)),
      received,
      ...(random() < 0.8 && { scrubbed: received + Math.floor(random() * 50) }),
      ...(random() < 0.8 && { queued: received + Math.floor(random() * 500) }),
      digested: received + Math.floor(random() * 100_000),
      outcome,
      reason: outcome === 'counted_only' ? '' : `reason-${Math.floor(random() * 20)}`,
      ...(outcome === 'counted_only' && { issueNumber: 1 + Math.floor(random() * 1_000) }),
    };
  });

/** As a look into all of them should answer: the first by outcome; of equal ones any. */
export const bestOf = (fates: readonly LoggedFate[], eventId: string): LoggedFate[] => {
  const own = fates.filter(one => one.eventId === eventId);
  const rank = Math.min(...own.map(one => LOGGED_OUTCOMES.indexOf(one.outcome)));
  return own.filter(one => LOGGED_OUTCOMES.indexOf(one.outcome) === rank);
};
