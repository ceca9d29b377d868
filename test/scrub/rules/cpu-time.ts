/** Milliseconds of this process that an act takes, whatever else the machine does: of the quickest of a few runs. */
export const cpuTime = (act: () => void): number => {
  const runs = [0, 1, 2].map(() => {
    const start = process.cpuUsage();
    act();
    return process.cpuUsage(start).user / 1_000;
  });
  return Math.min(...runs);
};
