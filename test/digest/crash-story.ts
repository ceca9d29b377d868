import { setTimeout as sleep } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from '@jest/globals';
import { dynamoArtifactUploads } from '../../lib/aws/artifact-uploads.ts';
import { TOMBSTONE } from '../../lib/aws/deleted-issue.ts';
import { dynamoIssueStore } from '../../lib/aws/issue-store.ts';
import { hashKey } from '../../lib/aws/keys/issue.ts';
import { attributes, type Table, text } from '../../lib/aws/table.ts';
import { type DigestDeps, digestBatch } from '../../lib/digest/digest-batch.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import type { Notification, ReleaseNotification } from '../../lib/ports/notifier.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import { announceDue } from '../../lib/sweep/announce-due.ts';
import { digester, memoryBlobs, message, NOW, seeded, seededIds, toRecord } from '../support/digester.ts';
import type { OpenTable } from '../support/each-engine.ts';
import { uploadTexts } from '../support/upload-texts.ts';
import { checkStory } from './check-story.ts';
import { below, DISCARDED_SITE, QUOTA, traffic } from './crash-traffic.ts';
import { meddler, unmergeAll } from './meddler.ts';
import { type Fate, mortal } from './mortal-wire.ts';

/** Few, so that stories are about what is counted only, too. */
const SAMPLING = { firstEvents: 5, slotSeconds: 6, countOnly: false };
/** One story in so many has a quota: it takes twice the time. */
const LIMITED_EVERY = 4;
/** One in so many has an issue that people have discarded. */
const DISCARDED_EVERY = 3;
/** One in so many is of a project with uploads, so that people are told of its releases that have none. */
const UPLOADS_EVERY = 3;
/** What clocks of digesters are ahead or behind. */
const CLOCK_STEPS_MS = [0, 0, 0, 1_000, -1_000, 3_600_000, -3_600_000];
/** Later than any of them. */
const AFTERWARDS = NOW + 3 * 3_600_000;

/** Digesters die anywhere, tables fail, messages come again in other batches, and every count must be exact in the end. */
export const tellCrashStory = async (
  seed: number,
  open: OpenTable,
  { merges }: { merges: boolean } = { merges: false },
): Promise<void> => {
  const random = seeded(seed * 7_919);
  const { fate, around } = mortal(random);
  const clock = { step: 0, now: () => NOW + 60_000 + clock.step };
  const table = await open({ clock, around });
  try {
    const blobs = memoryBlobs();
    const told: Notification[] = [];
    const toldReleases: ReleaseNotification[] = [];
    const uploads = seed % UPLOADS_EVERY === 1;
    if (uploads) await uploadOther(table, { blobs, clock, ids: seededIds(seed) });
    const quotas = seed % LIMITED_EVERY === 1 ? [QUOTA] : [];
    const discards = seed % DISCARDED_EVERY === 0;
    if (discards) await discard(table, DISCARDED_SITE);
    const queued = traffic(random, seed).map(one => ({ ...one, quotas }));
    const digest = (number: number): DigestDeps => ({
      ...digester(table, { clock, ids: seededIds(number), blobs, told, toldReleases }).deps,
      samplingOf: () => SAMPLING,
    });
    const meddle = merges ? meddler(dynamoIssueStore(table, clock), { random, fate }) : async () => {};
    await deliverAll({ queued, seed, random, fate, clock, digest, meddle });
    const later = { clock: { now: () => AFTERWARDS }, ids: seededIds(seed), blobs, told, toldReleases };
    const afterwards = digester(table, later);
    await announceDue({ ...afterwards.deps, issues: afterwards.issues, projects: afterwards.projects });
    const ending = { ...afterwards, table, queued, discards, merges, uploads };
    await checkSettled(ending);
    if (!merges) return;
    await unmergeAll(afterwards.issues);
    await checkSettled(ending);
  } finally {
    table.close();
  }
};

/** Lists and indexes may lag behind what they were made of. Nothing is written any more: what is wrong stays wrong. */
const SETTLED_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 100;

const checkSettled = async (ending: Parameters<typeof checkStory>[0]): Promise<void> => {
  const end = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    try {
      return await checkStory(ending);
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(LOOK_AGAIN_MS);
    }
  }
};

/** Maps of a release that nobody runs any more. */
const uploadOther = (table: Table, deps: Omit<Parameters<typeof dynamoArtifactUploads>[0], 'table'>): Promise<void> =>
  uploadTexts(dynamoArtifactUploads({ table, ...deps }), {
    projectId: '1',
    release: 'shop@0.9',
    files: [{ type: 'minified_source', url: '~/old.js', text: 'old()' }],
  });

/** As the deletion of its issue leaves it. */
const discard = async (table: Table, site: string): Promise<void> => {
  const [item] = message({ id: '0'.repeat(32), eventId: '0'.repeat(32), site }).items;
  if (item?.type !== 'event') throw new Error('the message has one event');
  for (const hash of groupEvent(item.event).hashes) {
    const Item = { ...attributes(hashKey('1', hash)), hash: text(hash), [TOMBSTONE]: text('1') };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  }
};

interface Story {
  queued: QueueMessage[];
  seed: number;
  random: () => number;
  fate: Fate;
  clock: { step: number };
  digest(ids: number): DigestDeps;
  /** What people do meanwhile. */
  meddle(): Promise<void>;
}

/** After so many deliveries nobody dies any more and no table fails, so that every story ends. */
const TROUBLE_ENDS = 40;
const MAX_DELIVERIES = 500;

const deliverAll = async ({ queued, seed, random, fate, clock, digest, meddle }: Story): Promise<void> => {
  // Digesters that live on remember what they have seen; others are started for one batch.
  const lasting = [digest(seed * 1_000 + 998), digest(seed * 1_000 + 999)];
  const most = Math.max(12, queued.length / 4);
  let left = shuffle(queued, random);
  for (let delivery = 0; left.length > 0; delivery++) {
    expect(delivery).toBeLessThan(MAX_DELIVERIES);
    const batch = left.slice(0, 1 + below(random, most));
    const troubled = delivery < TROUBLE_ENDS;
    clock.step = CLOCK_STEPS_MS[below(random, CLOCK_STEPS_MS.length)] ?? 0;
    Object.assign(fate, {
      dead: false,
      after: random() < 0.5,
      callsLeft: random() < 0.7 && troubled ? 1 + below(random, 16) : Number.POSITIVE_INFINITY,
      trouble: random() < 0.3 && troubled ? 0.1 : 0,
    });
    const twins = random() < 0.3 ? 2 : 1;
    const meddling = meddle();
    const results = await Promise.all(
      Array.from({ length: twins }, (_, twin) => {
        const survivor = random() < 0.4 ? lasting[twin] : undefined;
        const records = batch.map(one => toRecord(one, delivery));
        return digestBatch(survivor ?? digest(seed * 1_000 + delivery * 2 + twin), records);
      }),
    );
    await meddling;
    // A dead digester acknowledges nothing; of two that had the same batch, one may.
    const done = (one: QueueMessage) =>
      !fate.dead && batch.includes(one) && results.every(({ failed }) => !failed.has(`${one.id}-${delivery}`));
    left = shuffle(
      left.filter(one => !done(one)),
      random,
    );
  }
  Object.assign(fate, { dead: false, callsLeft: Number.POSITIVE_INFINITY, trouble: 0 });
  clock.step = 0;
};

const shuffle = <T>(list: T[], random: () => number): T[] =>
  list
    .map(value => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
