import assert from 'node:assert/strict';
import { WITHIN_MS } from './new-project.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * What brings an issue back that somebody has resolved or archived.
 *
 * @param {(title: string, holds: () => unknown) => Promise<void>} check
 * @param {Awaited<ReturnType<import('./new-project.mjs').openProject>>} project
 */
export async function checkLife(check, project) {
  await checkResolved(check, project);
  await checkArchived(check, project);
}

async function checkResolved(check, project) {
  const { api } = project;
  const [message, versions] = ['the label is upside down', ['sorter@1.0.0', 'sorter@2.0.0', 'sorter@3.0.0']];
  const [older, fixing, newer] = versions;
  const life = await lifeOf(project, { message, release: older });

  await check('a release is made by an event or by a tool, and both are listed', async () => {
    await api('POST', '/api/0/organizations/my-team/releases/', { version: fixing, projects: [project.slug] });
    const listed = await api('GET', `${project.base}/releases/`);
    assert.deepEqual(listed.map(({ version }) => version).sort(), [older, fixing]);
  });
  await check('an issue that is resolved in a release stays so with an event of an older one', async () => {
    await life.change({ status: 'resolved', statusDetails: { inRelease: fixing } });
    const issue = await life.after({ message, release: older });
    assert.deepEqual([issue.status, issue.statusDetails.inRelease], ['resolved', fixing]);
  });
  await check('and is open again with one of a newer', async () => {
    const issue = await life.after({ message, release: newer });
    assert.deepEqual([issue.status, issue.substatus], ['unresolved', 'regressed']);
    const regression = issue.activity.find(({ type }) => type === 'set_regression');
    assert.equal(regression.data.version, newer);
  });
}

async function checkArchived(check, project) {
  const message = 'the scale is off by a gram';
  const life = await lifeOf(project, { message });
  await check('an issue that is archived until it has come twice more stays so with the first', async () => {
    await life.change({ status: 'ignored', statusDetails: { ignoreCount: 2 } });
    const issue = await life.after({ message });
    assert.deepEqual([issue.status, issue.substatus], ['ignored', 'archived_until_condition_met']);
  });
  await check('and is open again with the second', async () => {
    const issue = await life.after({ message });
    assert.deepEqual([issue.status, issue.substatus], ['unresolved', 'escalating']);
  });
}

/** The issue that an event opens, step by step. */
async function lifeOf(project, event) {
  await project.send(event);
  const { id } = await waitUntil('the issue', WITHIN_MS, () => project.findIssue(event.message));
  const path = `/api/0/issues/${id}/`;
  return {
    change: update => project.api('PUT', path, update),
    /** The issue when it has counted one event more. */
    after: async next => {
      const { count } = await project.api('GET', path);
      await project.send(next);
      return waitUntil('the next event', WITHIN_MS, async () => {
        const issue = await project.api('GET', path);
        return Number(issue.count) === Number(count) + 1 && issue;
      });
    },
  };
}
