import { readFileSync } from 'node:fs';

/** Ticks of /proc in a second: 100 on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;
/** Places of utime and stime behind the process's name, which may hold blanks and brackets. */
const USER_FIELD = 11;
const SYSTEM_FIELD = 12;

/** Milliseconds of CPU that a process and its threads have used; `undefined` where the system does not tell. */
export const cpuMsOfProcess = (pid: number): number | undefined => {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[USER_FIELD]) + Number(fields[SYSTEM_FIELD])) * 1_000) / TICKS_PER_SECOND;
};

/** Bytes of memory that a process holds; `undefined` where the system does not tell. */
export const memoryOfProcess = (pid: number): number | undefined => {
  if (process.platform !== 'linux') return undefined;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
};
