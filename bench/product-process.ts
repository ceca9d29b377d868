import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The local product, running by itself as `npm start` runs it. */
export interface ProductProcess {
  pid: number;
  url: string;
  dsn: string;
  token: string;
  organization: string;
  project: string;
  stop(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '..');
const START_TIMEOUT_MS = 60_000;

/** With the flags of this process, which are those of `npm start` (scripts/run.mjs). On a free port, with an empty data directory that goes when it stops. */
export const startProductProcess = async (): Promise<ProductProcess> => {
  const data = await mkdtemp(path.join(tmpdir(), 'allim-bench-'));
  const child = spawn(
    process.execPath,
    [...process.execArgv, 'local/main.ts', '--port', '0', '--json', '--data', data],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  // Whatever ends this process ends the product too.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ready = await readReady(child);
  return {
    ...ready,
    // It has answered, so it was started.
    pid: child.pid as number,
    stop: async () => {
      process.off('exit', kill);
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(data, { recursive: true, force: true });
    },
  };
};

/** The line of JSON that `--json` promises; what it complained about when it ends before. */
const readReady = async (child: ChildProcess): Promise<Omit<ProductProcess, 'pid' | 'stop'>> => {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the product was started without pipes');
  const complaints: string[] = [];
  stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaints.length < MAX_COMPLAINTS) complaints.push(text);
  });
  const lines = createInterface({ input: stdout });
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const line = await Promise.race([
    once(lines, 'line', { signal }),
    once(child, 'exit', { signal }).then(() => {
      throw new Error(`the product did not start: ${complaints.join('')}`);
    }),
  ]);
  // `Ready` of local/start-product.ts, as JSON.
  return JSON.parse(String(line[0])) as Omit<ProductProcess, 'pid' | 'stop'>;
};
const MAX_COMPLAINTS = 100;
