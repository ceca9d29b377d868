import path from 'node:path';
import { type End, NODE, ROOT, runProgram, waitFor } from '../support/product.ts';

export const PROGRAMS = path.join(ROOT, 'test', 'sdk', 'programs');

/** Runs a program with an unmodified SDK in a process of its own, and hands back how it ended. */
export const runSdkProgram = async (file: string, dsn: string, env: Record<string, string> = {}): Promise<End> => {
  const program = runProgram(NODE, [path.join(PROGRAMS, file)], { SENTRY_DSN: dsn, ...env });
  await waitFor(`the end of ${file}`, () => program.child.exitCode !== null);
  return program.ended;
};
