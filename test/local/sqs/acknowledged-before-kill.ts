import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs `script` until it has printed so many lines, kills it with SIGKILL, and returns the whole lines it printed. */
export const acknowledgedBeforeKill = async (
  script: string,
  path: string,
  { atLeast }: { atLeast: number },
): Promise<string[]> => {
  const child = spawn(process.execPath, ['--no-warnings', script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise(resolve => child.once('exit', resolve));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === atLeast) child.kill('SIGKILL');
  }
  await exited;
  return lines;
};
