/** Until when files are looked for. */
export interface Deadline {
  /** Milliseconds since 1970. */
  at: number;
  now(): number;
}

export const msLeft = ({ at, now }: Deadline): number => Math.max(at - now(), 0);

/** What comes in time, or else `late`. What comes too late is not waited for: it ends in a cache, for the next batch. */
export const inTime = async <T>(deadline: Deadline, work: Promise<T>, late: T): Promise<T> => {
  const ms = msLeft(deadline);
  // Nobody hears of it any more when it fails after its time.
  work.catch(() => {});
  if (ms === 0) return late;
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<T>(resolve => {
    timer = setTimeout(resolve, ms, late);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
};
