import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { dynamoAttachmentStore } from '../../../lib/aws/attachment-store.ts';
import { s3BlobStore } from '../../../lib/aws/blob-store.ts';
import { dynamoCodeMappingStore } from '../../../lib/aws/code-mapping-store.ts';
import { dynamoCostStore } from '../../../lib/aws/cost-store.ts';
import { TOMBSTONE } from '../../../lib/aws/deleted-issue.ts';
import { dynamoEventStore } from '../../../lib/aws/event-store.ts';
import { dynamoFeedbackStore } from '../../../lib/aws/feedback-store.ts';
import { dynamoGroupingStore } from '../../../lib/aws/grouping-store.ts';
import { sqsIngestQueue } from '../../../lib/aws/ingest-queue.ts';
import { dynamoIssueStats } from '../../../lib/aws/issue-stats.ts';
import { dynamoIssueStore } from '../../../lib/aws/issue-store.ts';
import { cachedKeyStore, dynamoKeyStore } from '../../../lib/aws/key-store.ts';
import { hashKey } from '../../../lib/aws/keys/issue.ts';
import { snsNotifier } from '../../../lib/aws/notifier.ts';
import { dynamoOutbox } from '../../../lib/aws/outbox.ts';
import { dynamoProjectStore } from '../../../lib/aws/project-store.ts';
import { dynamoQuotaStore } from '../../../lib/aws/quota-store.ts';
import { dynamoRegroupingStore } from '../../../lib/aws/regrouping-store.ts';
import { dynamoReleaseCounts } from '../../../lib/aws/release-counts.ts';
import { dynamoReleaseStore } from '../../../lib/aws/release-store.ts';
import { dynamoRepositoryStore } from '../../../lib/aws/repository-store.ts';
import { attributes, text } from '../../../lib/aws/table.ts';
import { dynamoTallyStore } from '../../../lib/aws/tally-store.ts';
import { dynamoTokenStore } from '../../../lib/aws/token-store.ts';
import type { Issue } from '../../../lib/ports/issue-store.ts';
import type { KeyStore } from '../../../lib/ports/key-store.ts';
import type { WindowUse } from '../../../lib/ports/quota-store.ts';
import { memoryBlobs, seededIds } from '../../support/digester.ts';
import { onEachEngine } from '../../support/each-engine.ts';
import { edgeSettings } from '../../support/edge.ts';
import { memoryAttachmentStore } from '../../support/memory-attachment-store.ts';
import { memoryCostStore } from '../../support/memory-cost-store.ts';
import { memoryEventStore } from '../../support/memory-event-store.ts';
import { memoryFeedbackStore } from '../../support/memory-feedback-store.ts';
import { memoryIssueStore } from '../../support/memory-issue-store.ts';
import { memoryGroupingStore, memoryRegroupingStore } from '../../support/memory-life-stores.ts';
import { memoryProjectStore } from '../../support/memory-project-store.ts';
import { memoryReleaseStore } from '../../support/memory-release-store.ts';
import { memoryCodeMappingStore, memoryRepositoryStore } from '../../support/memory-source-stores.ts';
import { memoryTokenStore } from '../../support/memory-token-store.ts';
import { dynamoTotals } from '../../support/totals.ts';
import { describeAttachmentStore } from './attachment-store.suite.ts';
import { describeBlobStore } from './blob-store.suite.ts';
import { describeCostStore } from './cost-store.suite.ts';
import { describeEventStore, NOW } from './event-store.suite.ts';
import { describeFeedbackStore } from './feedback-store.suite.ts';
import { describeGroupingStore } from './grouping-store.suite.ts';
import { describeIngestQueue } from './ingest-queue.suite.ts';
import { describeIssueStore } from './issue-store.suite.ts';
import { describeKeyStore } from './key-store.suite.ts';
import { describeMerging } from './merging.suite.ts';
import { describeNotifier } from './notifier.suite.ts';
import { openBlobs, openQueue, openTopic } from './open-services.ts';
import { describeOutbox } from './outbox.suite.ts';
import { describeProjectStore } from './project-store.suite.ts';
import { describeQuotaStore } from './quota-store.suite.ts';
import { describeRegroupingStore } from './regrouping-store.suite.ts';
import { describeReleaseCounts } from './release-counts.suite.ts';
import { describeReleaseStore } from './release-store.suite.ts';
import { describeCodeMappingStore, describeRepositoryStore } from './source-stores.suite.ts';
import { describeTallyStore } from './tally-store.suite.ts';
import { describeTokenStore } from './token-store.suite.ts';

const clock = { now: () => NOW };

/** An issue as the digest opens it, its events in one hour. */
const opening = (issue: Issue) => ({
  projectId: issue.projectId,
  shares: [
    {
      issue: { kind: 'new' as const, issue },
      events: [],
      kept: new Set<string>(),
      hours: new Map([[issue.lastSeen - (issue.lastSeen % 3_600_000), issue.count]]),
      tags: [],
      newHashes: issue.hashes.map(hash => ({ hash })),
    },
  ],
  messages: [],
  totals: [],
});

const usersOf = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => (index + 1).toString(16).padStart(16, '0'));

onEachEngine((engine, open) => {
  const openIssues = async () => {
    const table = await open();
    const tally = dynamoTallyStore(table, { clock, ids: seededIds(1) });
    const project = { id: '1', slug: 'web', name: 'Web', organization: 'acme', platform: 'node', dateCreated: NOW };
    await dynamoProjectStore(table).createProject(project);
    return {
      store: dynamoIssueStore(table, clock),
      add: async (issues: Issue[]) => {
        for (const issue of issues) expect(await tally.record(opening(issue))).toBe('recorded');
        for (const { projectId, number: highest } of issues) await tally.reserveShortIds(projectId, highest);
        await tally.addUsers(issues.map(issue => ({ issue, hashes: usersOf(issue.users) })));
      },
      close: table.close,
    };
  };
  describeIssueStore(engine, openIssues);
  describeMerging(engine, openIssues);

  describeEventStore(engine, async () => {
    const table = await open();
    return { store: dynamoEventStore(table, memoryBlobs(), clock), close: table.close };
  });

  describeAttachmentStore(engine, async () => {
    const table = await open();
    const blobs = memoryBlobs();
    return { store: dynamoAttachmentStore(table, blobs, clock), blobs, close: table.close };
  });

  describeFeedbackStore(engine, async () => {
    const table = await open();
    return { store: dynamoFeedbackStore(table, clock), close: table.close };
  });

  describeProjectStore(engine, async () => {
    const table = await open();
    return { store: dynamoProjectStore(table), close: table.close };
  });

  test(`project store: ${engine} lists projects by slug, in whatever order they were made`, async () => {
    const table = await open();
    const store = dynamoProjectStore(table);
    const project = { name: 'x', organization: 'acme', platform: 'node', dateCreated: NOW };
    for (const [id, slug] of [
      ['1', 'web'],
      ['2', 'api'],
      ['3', 'app'],
    ] as const)
      await store.createProject({ ...project, id, slug });
    expect((await store.list('acme')).map(({ slug }) => slug)).toEqual(['api', 'app', 'web']);
    table.close();
  });

  describeGroupingStore(engine, async () => {
    const table = await open();
    return { store: dynamoGroupingStore(table), close: table.close };
  });

  describeRegroupingStore(engine, async () => {
    const table = await open();
    return { store: dynamoRegroupingStore(table), close: table.close };
  });

  describeTokenStore(engine, async time => {
    const table = await open();
    return { store: dynamoTokenStore(table, time), close: table.close };
  });

  const openKeys = (wrap: (store: KeyStore) => KeyStore) => async () => {
    const table = await open();
    const projects = dynamoProjectStore(table);
    return { store: wrap(dynamoKeyStore(table.call, table.name)), add: projects.createKey, close: table.close };
  };
  describeKeyStore(
    engine,
    openKeys(store => store),
  );
  describeKeyStore(
    `${engine}, cached`,
    openKeys(store => cachedKeyStore(store, clock, { maxAgeSeconds: 60 })),
  );

  describeTallyStore(engine, async () => {
    const table = await open();
    return {
      store: dynamoTallyStore(table, { clock, ids: seededIds(1) }),
      issues: dynamoIssueStore(table, clock),
      stats: dynamoIssueStats(table, clock),
      outbox: dynamoOutbox(table),
      totals: (projectId, day) => dynamoTotals(table, projectId, day),
      discard: async hash => {
        const Item = { ...attributes(hashKey('1', hash)), hash: text(hash), [TOMBSTONE]: text('1') };
        await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
      },
      close: table.close,
    };
  });

  describeCostStore(engine, async () => {
    const table = await open();
    return { store: dynamoCostStore(table, { ids: seededIds(1) }), close: table.close };
  });

  describeQuotaStore(engine, async () => {
    const table = await open();
    const tally = dynamoTallyStore(table, { clock, ids: seededIds(1) });
    const add = async (quotas: readonly WindowUse[]) =>
      expect(await tally.record({ projectId: '1', shares: [], messages: [], totals: [], quotas: [...quotas] })).toBe(
        'recorded',
      );
    return { store: dynamoQuotaStore(table), add, close: table.close };
  });

  describeReleaseStore(engine, async time => {
    const table = await open();
    return { store: dynamoReleaseStore(table, time), close: table.close };
  });

  describeRepositoryStore(engine, async () => {
    const table = await open();
    return { store: dynamoRepositoryStore(table), close: table.close };
  });

  describeCodeMappingStore(engine, async () => {
    const table = await open();
    return { store: dynamoCodeMappingStore(table), close: table.close };
  });

  describeReleaseCounts(engine, async () => {
    const table = await open();
    return {
      counts: dynamoReleaseCounts(table),
      tally: dynamoTallyStore(table, { clock, ids: seededIds(1) }),
      releases: dynamoReleaseStore(table, clock),
      close: table.close,
    };
  });

  describeOutbox(engine, async () => {
    const table = await open();
    return { outbox: dynamoOutbox(table), close: table.close };
  });
});

describeReleaseStore('in memory', async time => ({ store: memoryReleaseStore([], time), close: () => {} }));
describeRepositoryStore('in memory', async () => ({ store: memoryRepositoryStore(), close: () => {} }));
describeCodeMappingStore('in memory', async () => ({ store: memoryCodeMappingStore(), close: () => {} }));
const openMemory = async () => {
  const store = memoryIssueStore([]);
  return { store, add: async (issues: Issue[]) => void store.issues.push(...structuredClone(issues)), close: () => {} };
};
describeIssueStore('in memory', openMemory);
describeMerging('in memory', openMemory);
describeCostStore('in memory', async () => ({ store: memoryCostStore(), close: () => {} }));
describeEventStore('in memory', async () => ({ store: memoryEventStore([], clock), close: () => {} }));
describeAttachmentStore('in memory', async () => {
  const blobs = memoryBlobs();
  return { store: memoryAttachmentStore([], blobs, clock), blobs, close: () => {} };
});
describeFeedbackStore('in memory', async () => ({ store: memoryFeedbackStore([], clock), close: () => {} }));
describeProjectStore('in memory', async () => ({ store: memoryProjectStore([], [], []), close: () => {} }));
describeGroupingStore('in memory', async () => ({ store: memoryGroupingStore(), close: () => {} }));
describeRegroupingStore('in memory', async () => ({ store: memoryRegroupingStore(), close: () => {} }));

describeTokenStore('in memory', async time => ({ store: memoryTokenStore(time, []), close: () => {} }));

describeBlobStore('in memory', async () => ({ store: memoryBlobs(), close: async () => {} }));
describeBlobStore('embedded', async () => {
  const { call, bucket, close } = await openBlobs();
  return { store: s3BlobStore(call, bucket), close };
});

describeIngestQueue('embedded', async () => {
  const { call, url, receive, close } = await openQueue();
  return { queue: sqsIngestQueue(call, url), receive, close };
});

describeNotifier('embedded', async () => {
  const { client, arn, published, close } = await openTopic();
  return { notifier: snsNotifier(client, arn), published, close };
});

describe('the cache of keys', () => {
  test('reads a key once a minute, whether somebody has it or not', async () => {
    let reads = 0;
    let now = NOW;
    const counting: KeyStore = {
      find: async publicKey => {
        reads++;
        return publicKey === 'known' ? edgeSettings({ publicKey, projectId: String(reads) }) : undefined;
      },
    };
    const store = cachedKeyStore(counting, { now: () => now }, { maxAgeSeconds: 60 });
    for (const key of ['known', 'unknown', 'known', 'unknown']) await store.find(key);
    expect(reads).toBe(2);
    now += 59_999;
    expect((await store.find('known'))?.projectId).toBe('1');
    now += 1;
    expect((await store.find('known'))?.projectId).toBe('3');
  });
});
