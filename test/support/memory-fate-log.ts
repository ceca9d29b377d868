import type { FateLog } from '../../lib/ports/fate-log.ts';
import { LOGGED_OUTCOMES, type LoggedFate } from '../../lib/protocol/logged-fate.ts';

const DAY_MS = 86_400_000;

/** Fates in an array, and by event when it was announced. */
export const memoryFateLog = (clock: { now(): number }): FateLog => {
  const logged: { projectId: string; days: number; fate: LoggedFate }[] = [];
  const announced = new Map<string, number>();
  const rank = ({ outcome }: LoggedFate) => LOGGED_OUTCOMES.indexOf(outcome);
  const day = ({ received }: LoggedFate) => Math.floor(received / DAY_MS);
  return {
    append: async (projectId, { days }, fates) => void logged.push(...fates.map(fate => ({ projectId, days, fate }))),
    find: async (projectId, eventId, { near } = {}) =>
      logged
        .filter(one => one.projectId === projectId && one.fate.eventId === eventId)
        .filter(one => one.fate.received + one.days * DAY_MS > clock.now())
        .map(one => one.fate)
        .filter(fate => near === undefined || Math.abs(day(fate) - Math.floor(near / DAY_MS)) <= 1)
        .toSorted((a, b) => day(b) - day(a) || rank(a) - rank(b))[0],
    noteAnnounced: async (events, at) => {
      for (const { projectId, eventId } of events) announced.set(`${projectId}#${eventId}`, at);
    },
    announcedAt: async (projectId, eventId) => announced.get(`${projectId}#${eventId}`),
  };
};
