import path from 'node:path';
import { type End, NODE, ROOT, runProgram, waitFor } from '../support/product.ts';

export const PROGRAMS = path.join(ROOT, 'test', 'sdk', 'programs');
/** Long enough for a machine that does other work: a program that hangs is found all the same. */
const WITHIN_MS = 60_000;

/** Runs a program with an unmodified SDK in a process of its own, and hands back how it ended. */
export const runSdkProgram = async (file: string, dsn: string, env: Record<string, string> = {}): Promise<End> => {
  const program = runProgram(NODE, [path.join(PROGRAMS, file)], { SENTRY_DSN: dsn, ...env });
  await waitFor(`the end of ${file}`, () => program.child.exitCode !== null, WITHIN_MS);
  return program.ended;
};
