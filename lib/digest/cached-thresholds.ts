import type { Clock } from '../ports/clock.ts';
import type { Threshold, ThresholdStore } from '../ports/threshold-store.ts';

const MAX_AGE_MS = 600_000;
const MAX_PROJECTS = 1_000;

/**
 * Reads a project's threshold every ten minutes at most: it changes once a day. A batch asks for all of its issues at
 * the same moment; they share one reading.
 */
export const cachedThresholds = (store: Pick<ThresholdStore, 'get'>, clock: Clock): Pick<ThresholdStore, 'get'> => {
  const known = new Map<string, { threshold: Promise<Threshold | undefined>; at: number }>();

  const read = (projectId: string): Promise<Threshold | undefined> =>
    store.get(projectId).catch((error: unknown) => {
      known.delete(projectId);
      throw error;
    });

  return {
    get: projectId => {
      const now = clock.now();
      const cached = known.get(projectId);
      if (cached && Math.abs(now - cached.at) < MAX_AGE_MS) return cached.threshold;
      const threshold = read(projectId);
      known.delete(projectId);
      known.set(projectId, { threshold, at: now });
      if (known.size > MAX_PROJECTS) known.delete(known.keys().next().value ?? '');
      return threshold;
    },
  };
};
