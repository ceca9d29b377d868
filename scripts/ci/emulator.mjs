import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { waitUntil } from './wait-until.mjs';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/**
 * MiniStack on a free port, with roles and policies enforced as AWS does: the identity of the caller is not checked, its
 * rights are.
 *
 * @param {string} bin the program; scripts/ci/requirements-emulator.txt says how to get it
 * @param {string} region
 * @returns {Promise<{ url: string, log(): string, stop(): Promise<void> }>}
 */
export async function startEmulator(bin, region) {
  const port = await freePort();
  const child = spawn(bin, [], {
    env: {
      ...process.env,
      // Its functions run on the first `node` of the path: on the one that runs this.
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that the functions it started end with it.
    detached: true,
  });
  const written = [];
  child.stdout.on('data', bytes => written.push(bytes));
  child.stderr.on('data', bytes => written.push(bytes));
  const stop = stopper(child);
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([failure(child), waitUntil('the emulator', READY_WITHIN_MS, () => answers(url))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, log: () => Buffer.concat(written).toString('utf8'), stop };
}

async function failure(child) {
  const [reason] = await Promise.race([once(child, 'error'), once(child, 'exit')]);
  throw new Error(`the emulator did not start: ${reason}`);
}

async function answers(url) {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return true;
  } catch {
    // Nobody listens yet.
    return undefined;
  }
}

function stopper(child) {
  return async () => {
    if (child.pid === undefined) return;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    signalGroup(child.pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(timer);
    // What it started may be slower to end than itself.
    signalGroup(child.pid, 'SIGKILL');
  };
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
