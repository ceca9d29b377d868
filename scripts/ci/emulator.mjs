import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import tls from 'node:tls';
import { waitUntil } from './wait-until.mjs';

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 60_000;

/**
 * MiniStack on a free port, with roles and policies enforced as AWS does: the identity of the caller is not checked, its
 * rights are. It speaks TLS, because our policies refuse everything else; this process trusts its certificate from now
 * on.
 *
 * @param {string} bin the program; scripts/ci/requirements-emulator.txt says how to get it
 * @param {string} region
 * @returns {Promise<{ url: string, certificate: string, log(): string, stop(): Promise<void> }>} certificate: a file
 */
export async function startEmulator(bin, region) {
  const directory = await mkdtemp(join(tmpdir(), 'emulator-'));
  const certificate = join(directory, 'ministack-tls', 'server.crt');
  const port = await freePort();
  const child = spawn(bin, [], {
    env: { ...process.env, ...settings(directory, certificate, port, region) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that the functions it started end with it.
    detached: true,
  });
  const written = [];
  child.stdout.on('data', bytes => written.push(bytes));
  child.stderr.on('data', bytes => written.push(bytes));
  const stop = stopper(child, directory);
  try {
    await Promise.race([failure(child), waitUntil('the emulator', READY_WITHIN_MS, () => listens(port))]);
    await trust(certificate);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `https://127.0.0.1:${port}`, certificate, log: () => Buffer.concat(written).toString('utf8'), stop };
}

function settings(directory, certificate, port, region) {
  return {
    // Its functions run on the first `node` of the path: on the one that runs this.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    AUTH: 'true',
    USE_SSL: '1',
    // Where it makes its certificate.
    TMPDIR: directory,
    // Its functions call it, and must trust it.
    NODE_EXTRA_CA_CERTS: certificate,
    BIND_HOST: '127.0.0.1',
    // A name, because `<api>.execute-api.127.0.0.1` is no host that a URL may have.
    MINISTACK_HOST: 'localhost',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: region,
  };
}

async function trust(certificate) {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(certificate, 'utf8')]);
}

async function failure(child) {
  const [reason] = await Promise.race([once(child, 'error'), once(child, 'exit')]);
  throw new Error(`the emulator did not start: ${reason}`);
}

async function listens(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Nobody listens yet.
    return undefined;
  } finally {
    socket.destroy();
  }
}

function stopper(child, directory) {
  return async () => {
    await end(child);
    await rm(directory, { recursive: true, force: true });
  };
}

async function end(child) {
  if (child.pid === undefined) return;
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  signalGroup(child.pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
  // What it started may be slower to end than itself.
  signalGroup(child.pid, 'SIGKILL');
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
