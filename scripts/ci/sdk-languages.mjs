// Runs the SDKs of other languages, unmodified, against the running product, and reads through the API what came of it.
// An SDK whose toolchain is not on this machine is skipped by name. Needs the network at its first run, for the SDKs.
//   node scripts/run.mjs scripts/ci/sdk-languages.mjs [language …]
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { crashFrame, openAnnounced } from '../../test/sdk/issue-page.ts';
import { LANGUAGES } from '../../test/sdk/languages/languages.mjs';
import { startRecordingProxy } from '../../test/sdk/languages/recording-proxy.mjs';
import { startProduct } from '../../test/support/product.ts';
import { startChecks } from './checks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = path.join(root, 'test', 'sdk', 'languages');
/** Builds are kept here from one run to the next. */
const CACHE = path.join(root, '.cache', 'sdk-languages');
const PREPARE_WITHIN_MS = 600_000;
const RUN_WITHIN_MS = 300_000;

const runFile = promisify(execFile);
const asked = process.argv.slice(2).map(name => name.toLowerCase());
const checks = startChecks();

for (const language of LANGUAGES.filter(({ name }) => asked.length === 0 || asked.includes(name.toLowerCase()))) {
  if (await isHere(language)) {
    await checks.check(`${language.name}: an error arrives with type, value, file and line`, () =>
      tryLanguage(language),
    );
  } else {
    console.log(`skipped ${language.name}: needs ${language.toGet}`);
  }
}
checks.finish();

async function isHere({ needs }) {
  const found = await Promise.allSettled(needs.map(([command, ...args]) => runFile(command, args)));
  return found.every(({ status }) => status === 'fulfilled');
}

/** A product of its own for each, so that no language finds the issue of another. */
async function tryLanguage(language) {
  const folder = await prepare(language);
  const product = await startProduct();
  const proxy = await startRecordingProxy(product.ready.url);
  try {
    await runIn(folder, language.run, RUN_WITHIN_MS, { SENTRY_DSN: through(proxy.url, product.ready.dsn) });
    const page = await openAnnounced(product, language.expected.value).finally(() => report(language, proxy.take()));
    compare(page, language.expected, folder);
  } finally {
    proxy.close();
    await product.stop();
  }
}

async function prepare({ name, folder, prepare: steps }) {
  const copy = path.join(CACHE, name.toLowerCase().replaceAll(' ', '-'));
  mkdirSync(copy, { recursive: true });
  cpSync(path.join(SOURCES, folder), copy, { recursive: true });
  for (const step of steps) await runIn(copy, step, PREPARE_WITHIN_MS);
  return copy;
}

async function runIn(cwd, [command, ...args], timeout, env = {}) {
  const file = command.includes('/') ? path.resolve(cwd, command) : command;
  try {
    return await runFile(file, args, { cwd, timeout, env: { ...process.env, ...env } });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed: ${error.stderr || error.message}`, { cause: error });
  }
}

/** The same DSN with the proxy's address. */
function through(proxyUrl, dsn) {
  const changed = new URL(dsn);
  changed.host = new URL(proxyUrl).host;
  return changed.href;
}

function report({ name }, requests) {
  for (const request of requests) console.log(`        ${name} sent ${request}`);
}

function compare(page, expected, folder) {
  const { exceptions, event } = page;
  const thrown = exceptions.at(-1);
  const frame = expected.crash.beneath ? frameOf(thrown, expected.crash) : crashFrame(page);
  assert.deepEqual(
    {
      types: exceptions.map(({ type }) => type),
      value: thrown?.value,
      file: path.basename(frame?.filename ?? frame?.absPath ?? ''),
      line: frame?.lineNo,
      function: frame?.function,
      platform: event.platform,
      release: event.release?.version,
    },
    {
      types: expected.types,
      value: expected.value,
      file: expected.crash.file,
      line: lineOf(path.join(folder, expected.crash.at ?? expected.crash.file), expected.crash.text),
      function: expected.crash.function,
      platform: expected.platform,
      release: 'shop@1.2.3',
    },
  );
  assert.ok(event.sdk?.name?.startsWith(expected.sdk), `the SDK calls itself ${event.sdk?.name}`);
  assert.deepEqual(event.errors, [], 'something of the event was refused');
}

function frameOf(exception, { function: name }) {
  return exception?.stacktrace?.frames.find(frame => frame.inApp && frame.function === name);
}

/** Counted from 1. */
function lineOf(file, text) {
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex(line => line.includes(text)) + 1
  );
}
