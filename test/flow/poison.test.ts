import { rmSync } from 'node:fs';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { runLetterCommand } from '../../commands/letter-commands.ts';
import { parseLetterFlags } from '../../commands/letter-flags.ts';
import type { DeadLetterDetailsJson, DeadLetterJson } from '../../lib/api/contract/dead-letter.ts';
import type { LedgerJson } from '../../lib/api/contract/ledger.ts';
import { s3BlobStore } from '../../lib/aws/blob-store.ts';
import { sqsIngestQueue } from '../../lib/aws/ingest-queue.ts';
import { signedCaller } from '../../lib/aws/signed-call.ts';
import { openS3 } from '../../lib/local/s3/open-s3.ts';
import { openCloud } from '../../local/cloud.ts';
import { openDataDirectory } from '../../local/data-directory.ts';
import { listIssues } from '../sdk/issue-page.ts';
import { message, toBody } from '../support/digester.ts';
import { type RunningProduct, startProduct, stopEverything, temporaryDirectory, waitFor } from '../support/product.ts';
import { environment } from '../support/table.ts';
import { sendError } from './send-error.ts';

const dataDir = temporaryDirectory();
const id = (n: number) => n.toString(16).padStart(32, '0');
const now = Date.now();
/** What the bucket lost, and found again later. */
const LOST = message({ id: id(0xa), eventId: id(0xea), site: 'lostAndFound', at: now });
const LOST_KEY = `queue/${new Date(now).toISOString().slice(0, 10)}/1/${LOST.id}`;
const NEIGHBOURS = 30;

afterAll(async () => {
  await stopEverything();
  rmSync(dataDir, { recursive: true, force: true });
});

test('poison in the queue of the running product: neighbours are stored, it becomes letters, and what can be mended is stored in the end', async () => {
  await (await startProduct({ dataDir })).stop();
  await poisonQueue();
  const product = await startProduct({ dataDir });
  const { ready, api } = product;
  const base = `/api/0/organizations/${ready.organization}/dead-letters/`;
  await sendError(ready.dsn, 'a sound error after it');

  const sound = await waitFor('the sound neighbours', () => allCounted(product));
  expect(sound.map(({ count }) => Number(count)).sort()).toEqual([1, NEIGHBOURS]);
  const [lost] = await waitFor('the letter', async () => {
    const letters = await api<DeadLetterJson[]>(base);
    return letters.length > 0 && letters;
  });
  expect(lost).toMatchObject({ reason: 'payload_lost', project: ready.project, redrives: 0 });
  expect(await api<DeadLetterJson[]>(`${base}?unattributed=true`)).toMatchObject([
    { reason: 'unreadable', project: null },
  ]);
  expect(await outcomes(product)).toMatchObject({ error: { stored: NEIGHBOURS + 1 }, unknown: { dead_lettered: 1 } });

  expect(await command(product, 'redrive', '--all')).toEqual(['1 sent again.']);
  const [again] = await waitFor('the letter, back again', async () => {
    const letters = await api<DeadLetterJson[]>(base);
    return letters[0]?.redrives === 1 && letters;
  });
  expect(again).toMatchObject({ id: lost?.id, reason: 'payload_lost' });

  await mend();
  expect(await command(product, 'redrive', '--reason', 'payload_lost')).toEqual(['1 sent again.']);
  const found = await waitFor('the issue of what was lost', async () =>
    (await listIssues(product)).find(({ title }) => title.includes('lostAndFound')),
  );
  expect(found.count).toBe('1');
  expect(await api<DeadLetterJson[]>(base)).toEqual([]);
  expect(await outcomes(product)).toMatchObject({ error: { stored: NEIGHBOURS + 2 } });
  expect((await outcomes(product)).unknown?.dead_lettered ?? 0).toBe(0);

  const [unreadable] = await api<DeadLetterJson[]>(`${base}?unattributed=true`);
  const details = await api<DeadLetterDetailsJson>(`${base}${unreadable?.id ?? ''}/`);
  expect(details).toMatchObject({ contents: null, size: 'hello'.length });
  expect(await command(product, 'delete', '--unattributed')).toEqual(['1 deleted.']);
  expect(await command(product, 'list', '--unattributed')).toEqual(['There are no dead letters.']);
});

/** Into the queue of the product while it is at rest: two that cannot be read, and sound ones around them. */
const poisonQueue = async (): Promise<void> => {
  const cloud = await openCloud(openDataDirectory(dataDir, { reset: false }), { retentionDays: 90 });
  try {
    const queue = sqsIngestQueue(signedCaller(environment, cloud.wire), cloud.environment.ALLIM_QUEUE_URL ?? '');
    for (let n = 0; n < NEIGHBOURS; n++) {
      if (n === 10) await queue.send(`b1:${LOST_KEY}`);
      if (n === 20) await queue.send('hello');
      await queue.send(toBody(message({ id: id(0x100 + n), eventId: id(0xe00 + n), site: 'neighbour', at: now })));
    }
  } finally {
    cloud.close();
  }
};

/** The object is where it belongs again. */
const mend = async (): Promise<void> => {
  const { wire } = openS3({ directory: path.join(dataDir, 'blobs'), clock: { now: () => Date.now() } });
  await s3BlobStore(signedCaller(environment, wire), 'allim-local').put(
    LOST_KEY,
    zstdCompressSync(JSON.stringify(LOST)),
  );
};

const allCounted = async (product: RunningProduct) => {
  const issues = await listIssues(product);
  const total = issues.reduce((sum, { count }) => sum + Number(count), 0);
  return total === NEIGHBOURS + 1 && issues;
};

const outcomes = async ({ api, ready }: RunningProduct): Promise<Record<string, Record<string, number>>> => {
  const { sums } = await api<LedgerJson>(`/api/0/projects/${ready.organization}/${ready.project}/ledger/`);
  return Object.fromEntries(sums.map(({ category, outcomes: fates }) => [category, fates]));
};

const command = async ({ ready }: RunningProduct, ...argv: string[]): Promise<string[]> => {
  const flags = parseLetterFlags(argv, { ALLIM_URL: ready.url, ALLIM_TOKEN: ready.token });
  if (flags === 'help') throw new Error('help was asked for');
  const lines: string[] = [];
  await runLetterCommand(flags, line => void lines.push(line));
  return lines;
};
