import assert from 'node:assert/strict';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { newEventId, WITHIN_MS } from './new-project.mjs';
import { waitUntil } from './wait-until.mjs';

const LETTERS = '/api/0/organizations/my-team/dead-letters/';
const NEIGHBOURS = 5;

/**
 * What becomes of messages that nobody can work on.
 *
 * @param {(title: string, holds: () => unknown) => Promise<void>} check
 * @param {Awaited<ReturnType<import('./new-project.mjs').openProject>>} project
 * @param {{ config: object, outputs: Record<string, string>, sweep: () => Promise<unknown> }} deployment
 */
export async function checkLetters(check, project, deployment) {
  const { IngestQueueUrl, DeadLetterQueueUrl } = deployment.outputs;
  await check('a message of nobody’s becomes a dead letter at once, and those beside it are stored', async () => {
    const [neighbours] = await Promise.all([
      sendNeighbours(project),
      put(deployment, IngestQueueUrl, 'nothing that an edge writes'),
    ]);
    const letter = await waitForLetter(project, 'unattributed=true', () => true);
    assert.deepEqual([letter.reason, letter.project, letter.tries], ['unreadable', null, 1]);
    for (const id of neighbours) await waitForFate(project, id, 'stored');
  });
  await checkRedrive(check, project);
  await check('a message whose object is gone is its project’s, and in its ledger', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await put(deployment, IngestQueueUrl, `b1:queue/${today}/${project.id}/${newEventId()}`);
    const letter = await waitForLetter(project, `project=${project.slug}`, () => true);
    assert.deepEqual([letter.reason, letter.project], ['payload_lost', project.slug]);
    const { sums } = await project.api('GET', `${project.base}/ledger/`);
    assert.equal(sums.find(({ category }) => category === 'unknown').outcomes.dead_lettered, 1);
  });
  await check('what the queue itself gave up the sweep makes a letter of', async () => {
    await put(deployment, DeadLetterQueueUrl, 'nor is this anything that an edge writes');
    await deployment.sweep();
    await waitForLetter(project, 'unattributed=true', ({ redrives }) => redrives === 0);
  });
}

async function checkRedrive(check, { api, ...project }) {
  const [letter] = await api('GET', `${LETTERS}?unattributed=true`);
  await check('a letter has its body, and comes back when it is sent again for nothing', async () => {
    assert.equal(await api('GET', `${LETTERS}${letter.id}/?download`), 'nothing that an edge writes');
    assert.equal((await api('POST', `${LETTERS}redrive/`, { ids: [letter.id] })).redriven, 1);
    await waitForLetter(
      { api, ...project },
      'unattributed=true',
      again => again.id === letter.id && again.redrives === 1,
    );
  });
  await check('a letter that is deleted is gone', async () => {
    await api('DELETE', `${LETTERS}${letter.id}/`);
    assert.deepEqual(await api('GET', `${LETTERS}?unattributed=true`), []);
    await assert.rejects(api('GET', `${LETTERS}${letter.id}/`), { status: 404 });
  });
}

function sendNeighbours(project) {
  return Promise.all(
    Array.from({ length: NEIGHBOURS }, (_, index) =>
      project.send({ message: `parcel ${'abcde'[index]} is a neighbour` }),
    ),
  );
}

async function put({ config }, QueueUrl, MessageBody) {
  // An emulator names its queues by a host that it may not be reached at.
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

function waitForLetter({ api }, query, isMeant) {
  return waitUntil('the dead letter', WITHIN_MS, async () => (await api('GET', `${LETTERS}?${query}`)).find(isMeant));
}

function waitForFate(project, id, fate) {
  return waitUntil(`an event that is ${fate}`, WITHIN_MS, async () => (await project.fateOf(id))?.fate === fate);
}
