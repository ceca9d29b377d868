// Runs a program of this repository on the Node version that Lambda runs, installing what is missing first.
// Plain JavaScript for any Node from 20.19 on: it is what a fresh clone starts with.
//   node scripts/run.mjs <file.ts | jest> [arguments]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
/** The Node major of the Lambda runtime in serverless.yml. */
const NODE_MAJOR = 24;
/**
 * Megabytes of a half of the young generation, and of the old one, in each thread. Left alone the young one grows to 64
 * under load and never shrinks; with 16, and two arenas of the allocator instead of one for each thread, the product holds
 * 100 MB less. An old generation that may grow to gigabytes is let grow to four times of what lives in it before it is
 * collected; with 640 it is half as much more, which is another 150 MB less (`npm run bench -- "memory"`).
 */
const LEAN = ['--max-semi-space-size=16', '--max-old-space-size=640'];
/** Compiled once: the product starts in half the time. Node tells by their content what has changed. */
const COMPILE_CACHE = path.join(modules, '.cache', 'compiled');

install();
run(process.argv[2], process.argv.slice(3));

/** `npm ci`, when nothing is installed or the lock file asks for other versions than what is. */
function install() {
  if (isInstalled()) return;
  process.stderr.write('Installing the packages that package-lock.json names (once; a minute or two) …\n');
  const { status, error } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(`npm ci failed${error ? `: ${error.message}` : ''}. Mend what it says above and try again.\n`);
  process.exit(1);
}

function isInstalled() {
  const marker = path.join(modules, '.package-lock.json');
  if (!existsSync(marker)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(marker, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional, devOptional }]) =>
      name === '' || optional || devOptional || present[name]?.version === version,
  );
}

function run(program, args) {
  const jest = program === 'jest';
  const file = jest ? path.join(modules, 'jest', 'bin', 'jest.js') : path.join(root, program);
  const flags = ['--disable-warning=ExperimentalWarning', ...(jest ? ['--experimental-vm-modules'] : LEAN)];
  const child = spawn(nodeBinary(), [...flags, file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      MALLOC_ARENA_MAX: '2',
      // What is measured starts without it, as on Lambda.
      ...(!program.startsWith('bench/') && { NODE_COMPILE_CACHE: COMPILE_CACHE }),
      ...process.env,
      ...(jest && { NODE_NO_WARNINGS: '1' }),
    },
  });
  // A terminal's Ctrl-C reaches the child by itself; what only this process gets is handed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  child.on('error', error => {
    process.stderr.write(`cannot run Node ${NODE_MAJOR}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  endWithParent(child);
}

/** When npm is killed the hard way, nobody tells us: the child must not go on holding the port and the data. */
function endWithParent(child) {
  const parent = process.ppid;
  const shell = process.env.npm_lifecycle_event ? shellOf(parent) : undefined;
  const isAlone = () => process.ppid !== parent || (shell !== undefined && shellOf(parent)?.parent !== shell.parent);
  setInterval(
    () => {
      if (!isAlone()) return;
      child.kill('SIGKILL');
      process.exit(1);
    },
    process.platform === 'linux' ? 500 : 2_000,
  ).unref();
}

/** npm runs scripts in a shell, which outlives it. `undefined` when the process is no shell, or nobody can tell. */
function shellOf(pid) {
  const [parent, name] = processInfo(pid);
  return /(^|\/)(sh|bash|dash|zsh|ash)$/.test(name ?? '') ? { parent } : undefined;
}

/** A process's parent and name. */
function processInfo(pid) {
  try {
    if (process.platform === 'linux') {
      const [, name, rest] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return [rest, name];
    }
    if (process.platform !== 'darwin') return [];
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, name] = /^\s*(\d+)\s+-?(.*?)\s*$/m.exec(stdout) ?? [];
    return [parent, name];
  } catch {
    // The process has ended between two looks: the next one sees that its parent is another.
    return [];
  }
}

/** The Node that the `node` package brings; where it brings none, this one, if it is new enough. */
function nodeBinary() {
  const own = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath;
  process.stderr.write(
    `Node ${NODE_MAJOR} is needed, and the package that brings it has no build for this machine. Install it from https://nodejs.org.\n`,
  );
  process.exit(1);
}
