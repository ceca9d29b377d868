import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { EVENTS_OF_ISSUE, MAX_REGROUPED_ISSUES } from '../../lib/api/regroup/look-at-issues.ts';
import { dynamoEventStore } from '../../lib/aws/event-store.ts';
import { issueIdOf } from '../../lib/protocol/issue-id.ts';
import { NOW, payload } from '../api/scene.ts';
import { memoryBlobs } from '../support/digester.ts';
import { openTestTable } from '../support/table.ts';
import { measuredApi } from './measured-api.ts';
import { fillTable } from './stock.ts';

/** More open issues than are looked at: three of five are open. */
const SIZE = { issues: 400, events: 4_000, kept: 0 };
const AT_MOST = 800;
const hex = (number: number): string => number.toString(16).padStart(32, '0');

test('a preview of a regrouping reads no more than is said, however many open issues there are', async () => {
  const table = await openTestTable({ clock: { now: () => NOW } });
  const blobs = memoryBlobs();
  await fillTable(table, blobs, SIZE);
  const events = dynamoEventStore(table, blobs, { now: () => NOW });
  for (let number = 1; number <= SIZE.issues; number++)
    for (let place = 0; place < EVENTS_OF_ISSUE + 1; place++) {
      const eventId = hex(10 * number + place);
      const times = { timestamp: NOW - place, received: NOW - place, expires: NOW + 86_400_000 };
      await events.put([
        { projectId: '1', issueId: issueIdOf('1', number), eventId, ...times, event: payload(eventId) },
      ]);
    }
  const ask = measuredApi(table, blobs);
  const { status, units, body } = await ask('/api/0/projects/acme/shop/regroupings/preview/', 'POST');
  expect([status, body]).toMatchObject([
    200,
    {
      looked: { issues: MAX_REGROUPED_ISSUES, events: MAX_REGROUPED_ISSUES * EVENTS_OF_ISSUE },
      notLooked: { more: true },
    },
  ]);
  expect(units).toBeLessThanOrEqual(AT_MOST);
  expect(readFileSync('docs/reads.md', 'utf8')).toContain(`at most ${AT_MOST.toLocaleString('en-US')} units`);
  if (process.env.READS_FIGURES) process.stdout.write(`preview of a regrouping: ${units}\n`);
  table.close();
});
