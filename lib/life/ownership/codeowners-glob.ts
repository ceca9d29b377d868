import { type Glob, parseGlob } from '../../filter/glob.ts';

/**
 * A line of a CODEOWNERS file: `*` stays within a directory, `**` goes through any number of them, a slash before the
 * end anchors the pattern, and a directory means all in it but for `docs/*`, which means the files right in it.
 * Part by part, each found once behind the one before: the time is that of the path times the pattern at worst.
 */
export const parseCodeownersGlob = (pattern: string): Glob | undefined => {
  const lower = pattern.toLowerCase();
  const names = lower.replace(/^\//, '').replace(/\/$/, '').split('/');
  const anchored = lower.slice(0, -1).includes('/');
  const runs = splitRuns(anchored ? names : ['**', ...names]);
  if (!runs) return undefined;
  const { length } = runs;
  const within = names.at(-1) === '*' && names.length > 1;
  return path => matchRuns(runs, path.split('/').filter(Boolean), { within, directory: lower.endsWith('/'), length });
};

/** Names between `**`; the first run stands at the beginning. */
type Run = readonly Glob[];

const splitRuns = (names: readonly string[]): Run[] | undefined => {
  const runs: Glob[][] = [[]];
  for (const name of names) {
    if (name === '**') {
      runs.push([]);
      continue;
    }
    const glob = parseGlob(name);
    if (!glob) return undefined;
    runs.at(-1)?.push(glob);
  }
  return runs;
};

const matchRuns = (
  runs: readonly Run[],
  parts: readonly string[],
  { within, directory, length }: { within: boolean; directory: boolean; length: number },
): boolean => {
  let at = 0;
  for (const [index, run] of runs.entries()) {
    // What has to end the path is looked for at its end.
    const isLast = index === length - 1;
    const from = isLast && within && index > 0 ? Math.max(at, parts.length - run.length) : at;
    const end = index === 0 ? endOfRun(run, parts, 0) : findRun(run, parts, from);
    if (end === undefined) return false;
    at = end;
  }
  if (within) return at === parts.length;
  return directory ? at < parts.length : true;
};

const findRun = (run: Run, parts: readonly string[], from: number): number | undefined => {
  for (let at = from; at + run.length <= parts.length; at++) {
    const end = endOfRun(run, parts, at);
    if (end !== undefined) return end;
  }
  return undefined;
};

const endOfRun = (run: Run, parts: readonly string[], from: number): number | undefined => {
  if (from + run.length > parts.length) return undefined;
  return run.every((glob, index) => glob(parts[from + index] ?? '')) ? from + run.length : undefined;
};
