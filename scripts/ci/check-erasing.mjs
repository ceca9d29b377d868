import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoErasureWork } from '../../lib/aws/erasure-work.ts';
import { unlessMissing, WITHIN_MS } from './new-project.mjs';
import { waitUntil } from './wait-until.mjs';

const ERASURES = '/api/0/organizations/my-team/erasures/';
/** Longer than an order waits for what is on its way, shorter than until the second look. */
const AHEAD_MS = 5 * 60_000;

/**
 * Deletes an issue with many events, and lets the sweep work off what was ordered before its time.
 *
 * @param {(title: string, holds: () => unknown) => Promise<void>} check
 * @param {Awaited<ReturnType<import('./new-project.mjs').openProject>>} project
 * @param {{ config: object, outputs: Record<string, string>, sweep: () => Promise<unknown> }} deployment
 * @param {string} title the issue's
 */
export async function checkErasing(check, project, deployment, title) {
  const { api } = project;
  const { id } = await project.findIssue(title);
  await check('an issue that is deleted is hidden at once, and its erasure is ordered', async () => {
    await api('DELETE', `/api/0/issues/${id}/`);
    assert.equal(await unlessMissing(api('GET', `/api/0/issues/${id}/`)), undefined);
    assert.equal(await project.findIssue(title), undefined);
    const order = (await api('GET', ERASURES)).find(({ kind }) => kind === 'issue');
    assert.deepEqual([order.state, order.projects], ['requested', [project.id]]);
  });
  await check('when its time has come the sweep erases it, as well as a project that was deleted', async () => {
    const done = await waitUntil('the receipts', WITHIN_MS, () => workedOff(api, deployment));
    assert.deepEqual(done.map(({ kind }) => kind).sort(), ['issue', 'project']);
    assert.equal(done.find(({ kind }) => kind === 'project').erased.attachments, 1);
    const { erased, issues } = done.find(({ kind }) => kind === 'issue');
    assert.ok(erased.events >= 100 && erased.payloadBytes > 0, JSON.stringify(erased));
    assert.deepEqual(issues, [id]);
  });
}

async function workedOff(api, deployment) {
  await hasten(deployment);
  await deployment.sweep();
  const erasures = await api('GET', ERASURES);
  return erasures.every(({ state }) => state === 'done') && erasures;
}

/** Puts the next order under a time that is over. */
async function hasten({ config, outputs }) {
  const table = { client: new DynamoDBClient(config), name: outputs.TableName };
  const work = dynamoErasureWork(table, { secret: () => 'no turn is taken here' });
  const now = Date.now();
  const task = await work.next(now + AHEAD_MS);
  if (task) await work.postpone(task, now - 1);
}
