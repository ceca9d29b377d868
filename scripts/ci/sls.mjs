import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const SERVERLESS = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
/** A deploy to an emulator takes seconds; one that hangs must not hang the run. */
const TIMEOUT_MS = 600_000;

/**
 * Runs the command line as a person would, and gives what it wrote when it ends well.
 *
 * @param {string[]} args
 * @param {string} directory the service's, see linked-service.mjs
 * @param {Record<string, string>} env added to that of this process
 * @returns {Promise<string>}
 */
export function sls(args, directory, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SERVERLESS, ...args], {
      cwd: directory,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
    });
    const written = [];
    child.stdout.on('data', bytes => written.push(bytes));
    child.stderr.on('data', bytes => written.push(bytes));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const text = Buffer.concat(written).toString('utf8');
      if (code === 0) resolve(text);
      else reject(new Error(`sls ${args.join(' ')} ended with ${code ?? signal}:\n${text}`));
    });
  });
}
