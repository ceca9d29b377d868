import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const APP = fileURLToPath(new URL('app', import.meta.url));
/** The tools are installed here by .ci/setup. */
export const TOOLS = fileURLToPath(new URL('../../../.cache/upload-tools', import.meta.url));
const WITHIN_MS = 300_000;
/** Of a command, in the sentence that says it failed. */
const MAX_COMMAND_CHARS = 120;

const runFile = promisify(execFile);
const requireThere = createRequire(path.join(TOOLS, 'package.json'));

/**
 * Where a tool works: a copy of the application of its own, and what it is told of the server.
 *
 * @typedef {{ url: string, organization: string, project: string, token: string, dsn: string }} Server
 * @typedef {Server & { release: string, dist: string, folder: string, out: string, home: string }} Place
 * @param {string} name of the case
 * @param {Server} server
 * @returns {Place}
 */
export function openPlace(name, server) {
  const folder = path.join(TOOLS, 'work', name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(APP, folder, { recursive: true });
  const home = path.join(folder, 'home');
  mkdirSync(home);
  return { ...server, folder, home, out: path.join(folder, 'dist'), release: `${name}@1.0.0`, dist: '42' };
}

/** A package of the tools, as one of them would import it. */
export async function load(name) {
  const module = await import(pathToFileURL(requireThere.resolve(name)).href);
  return module.default?.__esModule ? { ...module.default, ...module } : { ...module.default, ...module };
}

/** What a tool may know, and nothing of who runs it. */
const environment = ({ home }, more) => ({ PATH: process.env.PATH, HOME: home, SENTRY_CLI_NO_TELEMETRY: '1', ...more });

/**
 * Runs sentry-cli as people do: by its npm package, where it has one with a binary.
 *
 * @param {Place} place
 * @param {string} tool
 * @param {readonly string[]} args
 */
export function runCli(place, tool, args) {
  const [command, ...before] = tool === 'cli-1' ? [binary(tool)] : [process.execPath, binary(tool)];
  return run(place, command, [...before, ...args], {
    ...(place.url && { SENTRY_URL: place.url }),
    ...(place.organization && { SENTRY_ORG: place.organization }),
    SENTRY_PROJECT: place.project,
    SENTRY_AUTH_TOKEN: place.token,
  });
}

const binary = tool => path.join(TOOLS, 'node_modules', tool, 'bin', 'sentry-cli');

/** @param {Place} place @returns {Promise<string>} path of the built script */
export async function buildCase(name, place) {
  const script = fileURLToPath(new URL('build-case.mjs', import.meta.url));
  const said = await run(place, process.execPath, [script, name, JSON.stringify(place)]);
  const entry = said.trim().split('\n').at(-1);
  if (!entry?.startsWith(place.out)) throw new Error(`the build ended with: ${said}`);
  return entry;
}

/** @returns {Promise<string>} all that was said */
export async function run(place, command, args, more = {}) {
  const options = { cwd: place.folder, env: environment(place, more), timeout: WITHIN_MS, maxBuffer: 1e8 };
  try {
    const { stdout, stderr } = await runFile(command, args, options);
    return stderr + stdout;
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-12).join('\n');
    const what = [path.basename(command), ...args].join(' ').slice(0, MAX_COMMAND_CHARS);
    throw new Error(`${what} … failed: ${said || error.message}`, { cause: error });
  }
}
