import { dynamoEventStore } from '../../lib/aws/event-store.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import type { Table } from '../../lib/aws/table.ts';
import { dynamoTallyStore } from '../../lib/aws/tally-store.ts';
import { dynamoTokenStore } from '../../lib/aws/token-store.ts';
import type { BlobStore } from '../../lib/ports/blob-store.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';
import type { IssueShare, TallyStore } from '../../lib/ports/tally-store.ts';
import { issueIdOf } from '../../lib/protocol/issue-id.ts';
import type { Outcome } from '../../lib/protocol/outcome.ts';
import { issue, NOW, payload } from '../api/scene.ts';
import { seeded, seededIds } from '../support/digester.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PROJECT = '1';
/** Rows of one transaction: DynamoDB takes 100. */
const ROWS_AT_ONCE = 90;
/** The issue whose page is opened: seen on each of 90 days, by many users, with all its tags. */
export const BUSY = 1;
export const TOKEN = 'f'.repeat(64);

export interface Size {
  issues: number;
  /** That all issues together have counted. */
  events: number;
  /** Kept events of the busy issue. */
  kept: number;
}

/** Writes what so many events leave behind, in the digest's own rows, but many events at a time. */
export const fillTable = async (table: Table, blobs: BlobStore, size: Size): Promise<void> => {
  const clock = { now: () => NOW };
  const tally = dynamoTallyStore(table, { clock, ids: seededIds(1) });
  await addOrganization(table);
  await tally.reserveShortIds(PROJECT, size.issues);
  const shares = Array.from({ length: size.issues }, (_, index) => shareOf(index + 1, size));
  await recordAll(tally, shares);
  await tally.addUsers(shares.filter(hasUsers).map(share => ({ issue: share.issue.issue, hashes: users(share) })));
  await addEvents(table, blobs, size.kept);
  await addTotals(tally);
};

const addOrganization = async (table: Table): Promise<void> => {
  const projects = dynamoProjectStore(table);
  const common = { organization: 'acme', platform: 'javascript', dateCreated: NOW };
  await projects.createOrganization({ slug: 'acme', name: 'Acme', dateCreated: NOW });
  for (const [id, slug] of [
    ['1', 'shop'],
    ['2', 'api'],
    ['3', 'app'],
  ] as const)
    await projects.createProject({ ...common, id, slug, name: slug });
  const scopes = ['org:read', 'project:read', 'event:read'];
  const token = { kind: 'user', organization: 'acme', name: 'set-up', scopes, dateCreated: NOW } as const;
  await dynamoTokenStore(table, { now: () => NOW }).create(TOKEN, token);
};

const STATUSES = ['unresolved', 'unresolved', 'unresolved', 'resolved', 'ignored'] as const;

const shareOf = (number: number, { issues, events }: Size): IssueShare => {
  const random = seeded(Math.imul(number, 2_654_435_761));
  const busy = number === BUSY;
  const status = busy ? 'unresolved' : (STATUSES[Math.floor(random() * STATUSES.length)] ?? 'unresolved');
  // Issues differ in size as they do in life: few have most of the events.
  const count = busy ? Math.ceil(events / 2) : Math.max(1, Math.round((events / issues) * random()));
  const lastSeen = busy ? NOW : NOW - Math.floor(random() * 30 * DAY);
  return {
    issue: {
      kind: 'new',
      issue: issue(number, {
        id: issueIdOf(PROJECT, number),
        projectId: PROJECT,
        title: `TypeError: Cannot read properties of undefined (reading 'price ${number}')`,
        status,
        substatus: status === 'unresolved' ? 'ongoing' : status === 'ignored' ? 'archived_forever' : null,
        count,
        users: busy ? 640 : Math.floor(random() * (number % 20 === BUSY ? 200 : 10)),
        firstSeen: lastSeen - DAY,
        lastSeen,
        hashes: [hex(random, 32)],
        birth: { hours: [[lastSeen - (lastSeen % HOUR), 1]], tags: TAGS.slice(0, 12), users: [hex(random, 16)] },
        expires: NOW + 90 * DAY,
      }),
    },
    events: [],
    kept: new Set(),
    hours: new Map(hoursOf(lastSeen, busy ? 90 : 3)),
    tags: (busy ? TAGS : TAGS.slice(0, 15)).map(([key, value, times]) => ({ key, value, count: times })),
    newHashes: [],
  };
};

/** What an issue has seen at most of each key that is told apart by few values, and of two by many. */
const TAGS: [key: string, value: string, count: number][] = [
  ...['level', 'handled', 'mechanism', 'environment', 'dist', 'runtime', 'os', 'browser', 'device', 'server_name'].map(
    (key): [string, string, number] => [key, `${key} 1.2.3`, 50],
  ),
  ...Array.from({ length: 100 }, (_, index): [string, string, number] => [
    'release',
    `shop@1.${index}.0+build`,
    index + 1,
  ]),
  ...Array.from({ length: 100 }, (_, index): [string, string, number] => ['transaction', `/cart/${index}`, index + 1]),
];

const hoursOf = (lastSeen: number, days: number): [number, number][] =>
  Array.from({ length: days }, (_, day) => {
    const hour = lastSeen - day * DAY;
    return [hour - (hour % HOUR), day + 1];
  });

const hex = (random: () => number, digits: number): string =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

const hasUsers = ({ issue: { issue: one } }: IssueShare): boolean => one.number % 20 === BUSY && one.users >= 10;
const users = ({ issue: { issue: one } }: IssueShare): string[] => {
  const random = seeded(Math.imul(one.number, 40_503));
  return Array.from({ length: one.users }, () => hex(random, 16));
};

const recordAll = async (tally: TallyStore, shares: readonly IssueShare[]): Promise<void> => {
  let pack: IssueShare[] = [];
  let rows = 0;
  const flush = async (): Promise<void> => {
    if (pack.length === 0) return;
    const result = await tally.record({ projectId: PROJECT, shares: pack, messages: [], totals: [] });
    if (result !== 'recorded') throw new Error(`the stock was ${result}`);
    [pack, rows] = [[], 0];
  };
  for (const share of shares) {
    if (rows + tally.rowsOf(share) > ROWS_AT_ONCE) await flush();
    pack.push(share);
    rows += tally.rowsOf(share);
  }
  await flush();
};

export const eventId = (number: number): string => number.toString(16).padStart(32, '0');

const addEvents = async (table: Table, blobs: BlobStore, kept: number): Promise<void> => {
  const events = dynamoEventStore(table, blobs, { now: () => NOW });
  const random = seeded(7);
  const all = Array.from({ length: kept }, (_, index) => ({
    projectId: PROJECT,
    issueId: issueIdOf(PROJECT, BUSY),
    eventId: eventId(index + 1),
    timestamp: NOW - index * 1_000,
    received: NOW - index * 1_000,
    expires: NOW + 90 * DAY,
    // Compresses to some 3 kB, as an event of 6 to 10 kB does.
    event: { ...payload(eventId(index + 1)), extra: { state: hex(random, 5_000) } },
  }));
  // One by one, as quiet issues get theirs: payloads stand in the rows themselves.
  for (const event of all) await events.put([event]);
};

const OUTCOMES: Omit<Outcome, 'quantity'>[] = [
  { category: 'error', outcome: 'stored', reason: '' },
  { category: 'error', outcome: 'counted_only', reason: '' },
  { category: 'error', outcome: 'duplicate', reason: '' },
  { category: 'error', outcome: 'filtered', reason: 'localhost' },
  { category: 'attachment', outcome: 'stored', reason: '' },
];

/** Two weeks of totals by the hour, in all shards. */
const addTotals = async (tally: TallyStore): Promise<void> => {
  const hours = Array.from({ length: 14 * 24 }, (_, ago) => NOW - (NOW % HOUR) - ago * HOUR);
  for (let round = 0; round < 12; round++) {
    for (let from = 0; from < hours.length; from += ROWS_AT_ONCE) {
      const some = hours.slice(from, from + ROWS_AT_ONCE);
      const totals = some.flatMap(hour => OUTCOMES.map(outcome => ({ hour, outcome: { ...outcome, quantity: 9 } })));
      await tally.record({ projectId: PROJECT, shares: [], messages: [], totals });
    }
  }
};

export const busyIssue = (): Issue['id'] => issueIdOf(PROJECT, BUSY);
