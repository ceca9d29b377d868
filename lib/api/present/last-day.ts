const HOUR = 3_600_000;
const HOURS = 24;

/** The hours that end with the one that `now` is in, in milliseconds since 1970. */
export const lastDay = (now: number): { from: number; to: number } => {
  const to = Math.floor(now / HOUR) * HOUR;
  return { from: to - (HOURS - 1) * HOUR, to };
};

/** One pair of Unix seconds and count for each hour of the last day, also for those in which nothing happened. */
export const presentLastDay = (now: number, counted: { hour: number; count: number }[]): [number, number][] => {
  const counts = new Map(counted.map(({ hour, count }) => [hour, count]));
  const { from } = lastDay(now);
  return Array.from({ length: HOURS }, (_, index) => {
    const hour = from + index * HOUR;
    return [hour / 1000, counts.get(hour) ?? 0];
  });
};
