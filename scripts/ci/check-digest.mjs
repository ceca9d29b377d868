import assert from 'node:assert/strict';
import { apiCaller } from './api-caller.mjs';
import { checkErasing } from './check-erasing.mjs';
import { checkLetters } from './check-letters.mjs';
import { checkLife } from './check-life.mjs';
import { newEventId, openProject, WITHIN_MS } from './new-project.mjs';
import { waitUntil } from './wait-until.mjs';

/** More than the first hundred, which are all kept; every fiftieth of them comes twice. */
const EVENTS = 300;
const DUPLICATES = 6;
const USERS = 25;
/** Requests side by side. */
const AT_ONCE = 8;
const JAM = 'the sorting machine has jammed';

/**
 * What the digest, the sweep and the API do with each other on a deployed stack: exact counts, the life of issues, fates,
 * dead letters, deletion and the bill.
 *
 * @param {(title: string, holds: () => unknown) => Promise<void>} check
 * @param {{
 *   url: string, token: string, config: object, outputs: Record<string, string>, sweep: () => Promise<unknown>,
 * }} deployment config: what an AWS client is made of
 */
export async function checkDigest(check, deployment) {
  const api = apiCaller(deployment.url, deployment.token);
  const project = await openProject(api, deployment.url, 'Sorter');
  const sent = Array.from({ length: EVENTS }, newEventId);
  await checkCounts(check, project, sent);
  await checkFates(check, project, sent);
  await checkReads(check, project);
  await checkBudget(check, project);
  await checkLife(check, project);
  await checkLetters(check, project, deployment);
  await checkErasing(check, project, deployment, JAM);
}

async function checkCounts(check, project, sent) {
  await sendStorm(project, [...sent, ...sent.filter((_, index) => index % (EVENTS / DUPLICATES) === 0)]);
  await check('of a storm with some events sent twice each is counted once, and the ledger balances', async () => {
    const outcomes = await waitUntil('the whole storm in the ledger', WITHIN_MS, () => wholeStorm(project));
    const { stored, counted_only, duplicate, ...others } = outcomes;
    assert.deepEqual([stored + counted_only, duplicate, others], [EVENTS, DUPLICATES, {}]);
    assert.ok(stored >= 100 && counted_only > 0, JSON.stringify(outcomes));
    assert.equal((await project.findIssue(JAM)).count, String(EVENTS));
  });
  await check('its hours, its tags and its users say the same', async () => {
    const { id } = await project.findIssue(JAM);
    const issue = await project.api('GET', `/api/0/issues/${id}/`);
    assert.equal(sum(issue.stats['24h'].map(([, quantity]) => quantity)), EVENTS);
    assert.equal(issue.userCount, USERS);
    const belt = await project.api('GET', `/api/0/issues/${id}/tags/belt/`);
    assert.deepEqual(belt.topValues.map(({ value, count }) => [value, count]).sort(), [
      ['east', EVENTS / 2],
      ['west', EVENTS / 2],
    ]);
  });
}

async function sendStorm(project, ids) {
  // As SDKs say it: what is sent again says the same time again, and a duplicate is known by both.
  const timestamp = Date.now() / 1_000;
  const waiting = ids.map((id, index) => ({
    event_id: id,
    timestamp,
    message: JAM,
    user: { id: `sorter-${index % USERS}` },
    tags: { belt: index % 2 ? 'east' : 'west' },
  }));
  const sendNext = async () => {
    for (let event = waiting.shift(); event; event = waiting.shift()) await project.send(event);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
}

async function wholeStorm({ api, base }) {
  const { sums } = await api('GET', `${base}/ledger/`);
  const errors = sums.find(({ category }) => category === 'error');
  return errors?.received >= EVENTS + DUPLICATES && errors.outcomes;
}

async function checkFates(check, project, sent) {
  for (const [fate, ids] of [
    ['stored', sent],
    ['counted_only', sent.toReversed()],
  ]) {
    await check(`the fate of an event tells that it is ${fate}, and in which issue`, async () => {
      const found = await waitUntil('its fate', WITHIN_MS, () => firstWithFate(project, fate, ids));
      assert.equal(found.issue.id, (await project.findIssue(JAM)).id);
      const names = found.steps.map(({ name }) => name).filter(name => name !== 'announced');
      assert.deepEqual(names, ['received', 'scrubbed', 'queued', fate === 'stored' ? 'stored' : 'counted']);
    });
  }
}

async function firstWithFate(project, fate, ids) {
  for (const id of ids) {
    const found = await project.fateOf(id);
    if (found?.fate === fate) return found;
  }
  return undefined;
}

async function checkReads(check, project) {
  const { api, base } = project;
  const { id } = await project.findIssue(JAM);
  await check('an export of an issue has it and every event that is kept of it', async () => {
    const { sums } = await api('GET', `${base}/ledger/`);
    const lines = await exported(api, `/api/0/issues/${id}/export/`);
    assert.equal(lines.filter(({ type }) => type === 'issue').length, 1);
    assert.equal(
      new Set(lines.filter(({ type }) => type === 'event').map(({ eventId }) => eventId)).size,
      sums.find(({ category }) => category === 'error').outcomes.stored,
    );
  });
  await check('an export of a project has the issue too', async () => {
    const lines = await exported(api, `${base}/export/`);
    assert.ok(lines.some(line => line.type === 'issue' && line.issue.id === id));
  });
  await check('a list by events, a search by a tag and the tags of all are answered', async () => {
    const byEvents = await api('GET', `${base}/issues/?sort=freq`);
    assert.equal(byEvents[0].id, id);
    assert.equal((await api('GET', `${base}/issues/?query=belt:west`))[0].id, id);
    assert.equal((await api('GET', `${base}/issues/?query=belt:north`)).length, 0);
    assert.ok((await api('GET', `/api/0/issues/${id}/tags/`)).some(({ key }) => key === 'belt'));
  });
}

/** All lines, of as many answers as it takes. */
async function exported(api, path) {
  const lines = [];
  for (let cursor = ''; cursor !== undefined; ) {
    const text = await api('GET', `${path}${cursor && `?cursor=${encodeURIComponent(cursor)}`}`);
    lines.push(
      ...text
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
    );
    cursor = lines.at(-1).cursor;
  }
  return lines;
}

async function checkBudget(check, { api, base }) {
  await check('the storm has a price, and what a project may cost can be set', async () => {
    const before = await waitUntil('a bill', WITHIN_MS, async () => {
      const budget = await api('GET', `${base}/budget/`);
      return budget.spentUsd > 0 && budget;
    });
    assert.equal(before.monthlyUsd, null);
    const after = await api('PUT', `${base}/budget/`, { monthlyUsd: 25 });
    assert.deepEqual([after.monthlyUsd, after.step], [25, 'normal']);
    assert.equal((await api('GET', `${base}/budget/`)).monthlyUsd, 25);
    await assert.rejects(api('PUT', `${base}/budget/`, { monthlyUsd: -1 }), { status: 400 });
  });
}

function sum(quantities) {
  return quantities.reduce((total, quantity) => total + quantity, 0);
}
