import type { Issue, IssueStore } from '../../ports/issue-store.ts';
import type { IssueWalk, Step } from './issue-walk.ts';

/** Below which number to read on in each project; 1 and less where all have been seen. */
export type NumberPosition = Readonly<Record<string, number>>;

/** A project whose numbers are being counted down. */
interface Reading {
  projectId: string;
  places: { number: number; issue: Issue | undefined }[];
  /** Below this the store reads on; `undefined` before its first answer. */
  below: number | undefined;
}

/**
 * Walks through the issues of projects, newest first in each; projects are merged by the first events of the issues that
 * each has come to. @param options `chunk`: numbers that are looked at together
 */
export const walkNumbers = (
  store: Pick<IssueStore, 'newest'>,
  projectIds: readonly string[],
  from: NumberPosition | undefined,
  options: { chunk: number },
): IssueWalk => {
  const starts = new Map(Object.entries(from ?? {}));
  const readings = projectIds.map((projectId): Reading => ({ projectId, places: [], below: starts.get(projectId) }));
  const size = Math.max(1, Math.ceil(options.chunk / Math.max(1, projectIds.length)));

  const nextStep = async (): Promise<Step | undefined> => {
    await Promise.all(readings.map(reading => readOn(store, reading, size)));
    const place = leadingReading(readings)?.places.shift();
    return place && { issue: place.issue, position: { numbers: positionOf(readings) } };
  };

  return {
    ended: async () => {
      await Promise.all(readings.map(reading => readOn(store, reading, size)));
      return leadingReading(readings) === undefined;
    },
    take: async count => {
      const steps: Step[] = [];
      while (steps.length < count) {
        const step = await nextStep();
        if (!step) break;
        steps.push(step);
      }
      return steps;
    },
  };
};

const readOn = async (store: Pick<IssueStore, 'newest'>, reading: Reading, limit: number): Promise<void> => {
  const { projectId, places, below } = reading;
  if (places.length > 0 || (below !== undefined && below <= 1)) return;
  reading.places = await store.newest(projectId, { limit, ...(below !== undefined && { below }) });
  reading.below = reading.places.at(-1)?.number ?? 0;
};

/** Numbers that are nobody's any more come first, so that they are passed. */
const leadingReading = (readings: readonly Reading[]): Reading | undefined => {
  const time = ({ places }: Reading): number => (places[0]?.issue ? places[0].issue.firstSeen : Number.MAX_VALUE);
  return readings
    .filter(({ places }) => places.length > 0)
    .reduce<Reading | undefined>((best, one) => (best && time(best) >= time(one) ? best : one), undefined);
};

/** What is at hand of a project has not been seen yet: its position stands above it. */
const positionOf = (readings: readonly Reading[]): Record<string, number> =>
  Object.fromEntries(
    readings.map(({ projectId, places, below }) => [projectId, places[0] ? places[0].number + 1 : (below ?? 0)]),
  );
