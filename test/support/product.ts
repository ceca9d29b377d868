import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { InboxEntry } from '../../local/inbox.ts';
import type { Ready } from '../../local/start-product.ts';
import { PATIENCE_MS } from './patience.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The Node that the product runs on, here and on Lambda. */
export const NODE = path.join(ROOT, 'node_modules', 'node', 'bin', 'node');

const POLL_MS = 25;

export interface ProductOptions {
  /** Kept after the end; without it the product gets a directory of its own, which goes with it. */
  dataDir?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  env?: Record<string, string>;
  flags?: string[];
  /** `npm`: by the command that people type. */
  by?: 'node' | 'npm';
}

/** How a process ended, and what it had said. */
export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunningProduct {
  ready: Ready;
  process: ChildProcess;
  /** What it has written on standard error so far. */
  stderr(): string;
  /** Calls the API with the first token; throws at anything but a 2xx. */
  api<T>(address: string, init?: { method?: string; body?: unknown }): Promise<T>;
  /** Newest first. */
  inbox(): Promise<InboxEntry[]>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<End>;
  /** Ends it without a chance to do anything about it. */
  kill9(): Promise<End>;
}

const running = new Set<Program>();

/** For `afterAll` and `afterEach`: whatever a failed test has left running ends here. */
export const stopEverything = async (): Promise<void> => {
  await Promise.all([...running].map(program => program.end('SIGKILL')));
};

export const startProduct = async (options: ProductOptions = {}): Promise<RunningProduct> => {
  const ownDirectory = options.dataDir === undefined ? temporaryDirectory() : undefined;
  const program = runProduct({ ...options, dataDir: options.dataDir ?? ownDirectory ?? '' });
  if (ownDirectory) program.ended = program.ended.finally(() => rmSync(ownDirectory, { recursive: true, force: true }));
  try {
    return asProduct(program, await readiness(program));
  } catch (error) {
    await program.end('SIGKILL');
    throw error;
  }
};

/** Runs the product when it is expected to end by itself: the sentence that it ends with is the result. */
export const startInVain = async (options: ProductOptions): Promise<End> => {
  const program = runProduct(options);
  await within(PATIENCE_MS, 'the product to give up', program.ended).catch(() => program.end('SIGKILL'));
  return program.ended;
};

export const temporaryDirectory = (): string => mkdtempSync(path.join(tmpdir(), 'allim-test-'));

/** Asks until there is an answer other than `undefined` or `false`; gives up saying what it waited for. */
export const waitFor = async <T>(
  what: string,
  ask: () => Promise<T> | T,
  withinMs = PATIENCE_MS,
): Promise<NonNullable<Exclude<T, false>>> => {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    // What is neither of the three is what the type says.
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await sleep(POLL_MS);
  }
};

/** A child process, its words, and its end. */
export interface Program {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  ended: Promise<End>;
  /** Sends the signal and waits for the end; a program that does not listen is killed. */
  end(signal: NodeJS.Signals): Promise<End>;
}

/** Starts a program in a process group of its own, as a terminal would. */
export const runProgram = (command: string, args: readonly string[], env: Record<string, string> = {}): Program => {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...ownEnvironment(), ...env },
    // By `ipc` the product notices when we are gone, whatever has ended us.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const words = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      words[stream] += text;
    });
  }
  const ended = ending(child, words);
  const program: Program = {
    child,
    stdout: () => words.stdout,
    stderr: () => words.stderr,
    ended,
    end: async signal => {
      if (running.has(program)) signalGroup(child, signal);
      await within(PATIENCE_MS, 'the end', ended).catch(() => signalGroup(child, 'SIGKILL'));
      return program.ended;
    },
  };
  running.add(program);
  const forget = (): void => void running.delete(program);
  void ended.then(forget, forget);
  return program;
};

/** Settings of whoever runs the tests must not change what is tested. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:ALLIM_|AWS_|SENTRY_|LOG_LEVEL|NODE_OPTIONS|npm_)/.test(name)),
  );

/** As a terminal's Ctrl-C does: to the program and all that it has started. */
const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    // It has ended by itself a moment ago. An error of `kill` has a code.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const ending = async (child: ChildProcess, words: { stdout: string; stderr: string }): Promise<End> => {
  // `close` comes after the last word on both streams; these are its arguments.
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...words };
};

const runProduct = ({ dataDir, port = 0, flags = [], env = {}, by = 'node' }: ProductOptions): Program => {
  const args = ['--port', String(port), '--json', ...(dataDir === undefined ? [] : ['--data', dataDir]), ...flags];
  return by === 'npm'
    ? runProgram('npm', ['start', '--silent', '--', ...args], env)
    : runProgram(NODE, ['--disable-warning=ExperimentalWarning', 'local/main.ts', ...args], env);
};

const readiness = async (program: Program): Promise<Ready> => {
  const line = await waitFor('the line that says it is ready', () => firstLine(program));
  // The one line of `--json`.
  return JSON.parse(line) as Ready;
};

const firstLine = async ({ child, stdout, ended }: Program): Promise<string | undefined> => {
  if (child.exitCode !== null || child.signalCode !== null) {
    const { code, signal, stderr } = await ended;
    throw new Error(`the product ended with ${signal ?? `code ${code}`}: ${stderr}`);
  }
  const [line, ...more] = stdout().split('\n');
  return more.length > 0 ? line : undefined;
};

const asProduct = (program: Program, ready: Ready): RunningProduct => ({
  ready,
  process: program.child,
  stderr: program.stderr,
  api: (address, init = {}) => callApi(ready, address, init),
  inbox: async () => (await (await fetch(`${ready.url}/local/inbox`)).json()) as InboxEntry[], // the door's own type
  stop: () => program.end('SIGINT'),
  kill9: () => program.end('SIGKILL'),
});

const callApi = async <T>(
  ready: Ready,
  address: string,
  { method = 'GET', body }: { method?: string; body?: unknown },
): Promise<T> => {
  const response = await fetch(`${ready.url}${address}`, {
    method,
    headers: { authorization: `Bearer ${ready.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${address} answered ${response.status}: ${text}`);
  // The caller knows the shape of what it asks for; a 204 has none.
  return (text === '' ? undefined : JSON.parse(text)) as T;
};

const within = async <T>(ms: number, what: string, promise: Promise<T>): Promise<T> => {
  const giveUp = new AbortController();
  const tooLate = sleep(ms, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`waited ${ms} ms in vain for ${what}`);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    giveUp.abort();
    tooLate.catch(() => {});
  }
};
