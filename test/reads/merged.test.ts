import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoIssueStore } from '../../lib/aws/issue-store.ts';
import { MAX_MERGED_ISSUES } from '../../lib/ports/issue-store.ts';
import { issueIdOf } from '../../lib/protocol/issue-id.ts';
import { NOW } from '../api/scene.ts';
import { memoryBlobs } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { measuredApi } from './measured-api.ts';
import { BUSY, eventId, fillTable } from './stock.ts';

const SIZE = { issues: 120, events: 12_000, kept: 120 };
const FILL_MS = 60_000;
const BY = { at: NOW, user: { id: 'me', name: 'me@example.com' } };
const ISSUE = `/api/0/organizations/acme/issues/${issueIdOf('1', BUSY)}/`;

/** What an issue that shows as many others as it may costs at most, in read units. */
const SCREENS = [
  {
    name: 'issue list, 25 with such an issue',
    path: '/api/0/organizations/acme/issues/?project=shop&limit=25',
    atMost: 105,
  },
  { name: 'issue', path: ISSUE, atMost: 210 },
  {
    name: 'an issue by the id of a merged one',
    path: ISSUE.replace(issueIdOf('1', BUSY), issueIdOf('1', 2)),
    atMost: 212,
  },
  { name: 'tags of an issue', path: `${ISSUE}tags/`, atMost: 125 },
  {
    name: 'events of an issue by the hour, 30 days',
    path: `${ISSUE}stats/?since=${NOW / 1_000 - 30 * 86_400}`,
    atMost: 80,
  },
  { name: 'events of an issue, 25', path: `${ISSUE}events/?per_page=25`, atMost: 45 },
  { name: 'one event of many, and its neighbours', path: `${ISSUE}events/${eventId(50)}/`, atMost: 60 },
  { name: 'hashes of an issue', path: `${ISSUE}hashes/`, atMost: 95 },
];

describe(`an issue that shows ${MAX_MERGED_ISSUES} others`, () => {
  let table: TestTable;
  let ask: ReturnType<typeof measuredApi>;
  const figures: string[] = [];
  beforeAll(async () => {
    table = await openTestTable({ clock: { now: () => Date.now() } });
    const blobs = memoryBlobs();
    await fillTable(table, blobs, SIZE);
    const issues = dynamoIssueStore(table, { now: () => NOW });
    for (let number = 2; number <= MAX_MERGED_ISSUES + 1; number++)
      expect(await issues.merge(issueIdOf('1', BUSY), issueIdOf('1', number), BY)).toBe('merged');
    ask = measuredApi(table, blobs);
  }, FILL_MS);
  afterAll(() => {
    table?.close();
    if (process.env.READS_FIGURES) process.stdout.write(`${figures.join('\n')}\n`);
  });

  test.each(SCREENS)('$name costs no more than is said', async ({ name, path, atMost }) => {
    const { status, units } = await ask(path);
    expect(status).toBe(200);
    figures.push(`| ${name} | ${units} | ${atMost} |`);
    expect(units).toBeLessThanOrEqual(atMost);
  });
});

test('docs/reads.md states the bounds of issues that show others', () => {
  const text = readFileSync(new URL('../../docs/reads.md', import.meta.url), 'utf8');
  for (const { name, atMost } of SCREENS)
    expect(text).toMatch(new RegExp(`^\\| ${name} \\| [\\d.]+ units \\| ${atMost} units \\|$`, 'm'));
});
