// The official upload tools, unmodified, old versions and new ones, against the running product: each builds an
// application, uploads its maps, lets it throw, and reads through the API what the frames show.
// Needs .ci/setup, which installs the tools.   node scripts/run.mjs scripts/ci/upload-tools.mjs [case …]
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startProduct } from '../../test/support/product.ts';
import { apiCaller } from './api-caller.mjs';
import { startChecks } from './checks.mjs';
import { CASES } from './upload-tools/cases.mjs';
import { buildCase, openPlace } from './upload-tools/place.mjs';
import { browserPath, readIssuePage, throwInBrowser, throwInNode } from './upload-tools/run-built.mjs';
import { waitUntil } from './wait-until.mjs';

const WITHIN_MS = 180_000;
const SOURCE = 'src/checkout.ts';
const CRASH = 'order.total!.amount';
/** What people read of the words in `data.symbolication`. */
const REASONS = new Map([
  ['no_uploads', 'no source map was uploaded for this project'],
  ['missing_source', 'no upload has this file'],
]);

const asked = process.argv.slice(2);
const checks = startChecks();
const product = await startProduct();
const { url, organization, token } = product.ready;
const api = apiCaller(url, token);
try {
  for (const each of CASES.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    if (each.runs === 'page' && !browserPath) console.log(`skipped ${each.says}: there is no Chromium here`);
    else await checks.check(each.says, () => tryCase(each));
  }
} finally {
  await product.stop();
}
checks.finish();

/** A project of its own for each, so that no upload is found by another's event. */
async function tryCase({ name, token: kind, runs, env, ...expected }) {
  const project = await openProject(name);
  const place = openPlace(name, {
    ...project,
    url,
    organization,
    token: kind ? await newOrganizationToken(name) : token,
  });
  const entry = await buildCase(name, place);
  if (runs === 'page') await throwInBrowser(place);
  else await throwInNode(place, entry, env?.(place) ?? {});
  const event = await findEvent(project.project);
  const frame = crashFrame(event);
  if (expected.resolvedWith === undefined) await expectReason(frame, event, project.project, entry);
  else await expectMapped(frame, event, project.project, expected.resolvedWith);
}

async function openProject(name) {
  const { slug } = await api('POST', `/api/0/organizations/${organization}/projects/`, {
    name,
    platform: 'javascript',
  });
  const [key] = await api('GET', `/api/0/projects/${organization}/${slug}/keys/`);
  return { project: slug, dsn: key.dsn.public };
}

async function newOrganizationToken(name) {
  const made = await api('POST', `/api/0/organizations/${organization}/org-auth-tokens/`, { name });
  assert.match(made.token, /^sntrys_/);
  return made.token;
}

/** The payload as it is kept, of the first event that has come. */
async function findEvent(project) {
  const base = `/api/0/projects/${organization}/${project}/events/`;
  const row = await waitUntil(`an event of ${project}`, WITHIN_MS, async () => (await api('GET', base))[0]);
  return api('GET', `${base}${row.eventID}/json/`);
}

function crashFrame(event) {
  const frame = event.exception.values.at(-1).stacktrace.frames.findLast(({ in_app }) => in_app);
  assert.ok(frame, `no frame of the application: ${JSON.stringify(event.exception)}`);
  return frame;
}

async function expectMapped(frame, event, project, resolvedWith) {
  const lines = readFileSync(new URL(`upload-tools/app/${SOURCE}`, import.meta.url), 'utf8').split('\n');
  const line = lines.findIndex(text => text.includes(CRASH)) + 1;
  const found = { file: tail(frame.filename), line: frame.lineno, context: frame.context_line };
  const expected = { file: SOURCE, line, context: lines[line - 1] };
  const why = JSON.stringify({ data: frame.data, errors: event.errors, images: event.debug_meta?.images });
  assert.deepEqual(found, expected, `${JSON.stringify(found)} is not ${JSON.stringify(expected)}; ${why}`);
  // Not every map says what a class was called.
  assert.match(frame.function, /\.priceOf$/);
  assert.match(frame.data.resolved_with, new RegExp(`^(?:${resolvedWith})$`));
  await expectTold(project, [`${SOURCE}:${line}`, expected.context.trim()]);
}

/** Sources are named from where the bundler stood. */
function tail(filename = '') {
  return filename.replace(/^.*?(?=src\/)/, '');
}

/** In the notification, and on the issue's page where there is a browser to open it. */
async function expectTold(project, words) {
  const [issue] = await api('GET', `/api/0/projects/${organization}/${project}/issues/`);
  const { text } = await waitUntil(`a notification of ${project}`, WITHIN_MS, async () =>
    (await product.inbox()).find(entry => entry.attributes.issue_id === issue.id),
  );
  const page = browserPath && (await readIssuePage(product.ready, issue.id, issue.title));
  for (const word of words) {
    assert.ok(text.includes(word), `the notification says nothing of ${word}: ${text}`);
    assert.ok(page?.includes(word) !== false, `the issue’s page says nothing of ${word}: ${page}`);
  }
}

async function expectReason(frame, event, project, entry) {
  assert.equal(path.basename(frame.abs_path ?? frame.filename), path.basename(entry));
  const said = JSON.stringify({ data: frame.data, errors: event.errors });
  assert.ok(frame.data?.symbolication, `no word of why: ${said}`);
  // A server that runs what was written has nothing to upload: a person is told of pages and of what lacks in an upload.
  if (frame.data.symbolication === 'no_uploads' && !frame.abs_path.startsWith('http')) return;
  assert.ok(
    event.errors?.some(({ type }) => type.startsWith('js_')),
    `no error of the event says it: ${said}`,
  );
  await expectTold(project, [REASONS.get(frame.data.symbolication)]);
}
