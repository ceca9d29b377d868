import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import type { EventRowJson } from '../../lib/api/contract/event.ts';
import type { IssueJson } from '../../lib/api/contract/issue.ts';
import { listIssues, openAnnounced } from '../sdk/issue-page.ts';
import { type RunningProduct, startProduct, stopEverything, temporaryDirectory, waitFor } from '../support/product.ts';
import { sendError } from './send-error.ts';

const SENDERS = 8;
/** So many that none has more events than are all kept: of a busier one a sample is listed (docs/storms.md). */
const ISSUES = [
  'printer',
  'till',
  'lamp',
  'door',
  'bell',
  'oven',
  'fridge',
  'scale',
  'phone',
  'radio',
  'clock',
  'fan',
].map(thing => `the ${thing} burns`);
/** Acknowledgements after which the product is killed, in the middle of the next requests. */
const BEFORE_THE_KILL = [150, 300];

const dataDir = temporaryDirectory();

afterAll(async () => {
  await stopEverything();
  rmSync(dataDir, { recursive: true, force: true });
});

type Inbox = Awaited<ReturnType<RunningProduct['inbox']>>;

interface Load {
  /** Ids of the events that were answered with 200. */
  acknowledged: Set<string>;
  /** All that were ever sent. */
  sent: Set<string>;
}

test('every acknowledged event is counted exactly once and announced, although the product is killed twice under load', async () => {
  const load: Load = { acknowledged: new Set(), sent: new Set() };
  for (const enough of BEFORE_THE_KILL) {
    const product = await startProduct({ dataDir });
    const { dsn } = product.ready;
    const senders = Promise.all(Array.from({ length: SENDERS }, (_, sender) => sendUntilRefused(dsn, sender, load)));
    await waitFor('acknowledgements', () => load.acknowledged.size >= enough);
    await Promise.all([product.kill9(), senders]);
  }
  const product = await startProduct({ dataDir });
  const isComplete = async () => isSubset(load.acknowledged, await listedEvents(product));
  // A batch that was given back to the queue shows again after 30 s.
  await waitFor('every acknowledged event to be listed', isComplete);
  // What comes last shows that the queue has nothing left of what came before.
  await sendError(product.ready.dsn, 'the last guest leaves');
  await openAnnounced(product, 'the last guest leaves');

  const listed = await listedEvents(product);
  expect(listed.size).toBeGreaterThanOrEqual(load.acknowledged.size);
  expect(isSubset(load.acknowledged, listed)).toBe(true);
  expect(isSubset(listed, load.sent)).toBe(true);
  expect(sum((await loadIssues(product)).map(({ count }) => Number(count)))).toBe(listed.size);

  // What a digest recorded and did not live to tell is told by the sweep: once a minute, what is 45 s old.
  await waitFor('all issues to be announced', async () => isAnnounced(await product.inbox()));
});

const isAnnounced = (inbox: Inbox): boolean => {
  const announced = inbox.filter(({ attributes }) => attributes.kind === 'new').map(({ text }) => text);
  return ISSUES.every(title => announced.some(text => text.includes(title)));
};

/** One connection's work: as many events as it can, until nobody answers any more. */
const sendUntilRefused = async (dsn: string, sender: number, load: Load): Promise<void> => {
  for (let turn = sender; ; turn += 1) {
    const eventId = randomBytes(16).toString('hex');
    load.sent.add(eventId);
    try {
      load.acknowledged.add(await sendError(dsn, ISSUES[turn % ISSUES.length] ?? '', eventId));
    } catch (error) {
      // Killed in the middle: what was under way may have arrived or not. An answer of another kind is a fault.
      if ((error as Error).name === 'TypeError') return; // fetch throws no other kind
      throw error;
    }
  }
};

const loadIssues = async (product: RunningProduct): Promise<IssueJson[]> =>
  (await listIssues(product)).filter(issue => ISSUES.some(title => issue.title.includes(title)));

/** Ids of all events kept of the load's issues. */
const listedEvents = async (product: RunningProduct): Promise<Set<string>> => {
  const ids = await Promise.all((await loadIssues(product)).map(issue => listEventIds(product, issue.id)));
  return new Set(ids.flat());
};

const listEventIds = async ({ ready }: RunningProduct, issueId: string): Promise<string[]> => {
  const ids: string[] = [];
  let address: string | undefined =
    `${ready.url}/api/0/organizations/${ready.organization}/issues/${issueId}/events/?limit=100`;
  while (address) {
    const response: Response = await fetch(address, { headers: { authorization: `Bearer ${ready.token}` } });
    // A list of events, by the contract.
    ids.push(...((await response.json()) as EventRowJson[]).map(({ eventID }) => eventID));
    address = nextPage(response.headers.get('link') ?? '');
  }
  return ids;
};

const nextPage = (link: string): string | undefined => /<([^>]+)>; rel="next"; results="true"/.exec(link)?.[1];

const isSubset = (part: Set<string>, whole: Set<string>): boolean => [...part].every(id => whole.has(id));
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
