import { answerApi } from '../../lib/api/answer.ts';
import type { ApiDeps, ApiResponse } from '../../lib/api/api-request.ts';
import { keepBudgets } from '../../lib/digest/keep-budgets.ts';
import { groupingReader } from '../../lib/digest/read-grouping.ts';
import { issueReprocessor } from '../../lib/digest/reprocess-issue.ts';
import { symbolicationMemory } from '../../lib/digest/symbolicate/memory.ts';
import type { StoredEvent } from '../../lib/ports/event-store.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';
import { DEFAULT_SCRUB_SETTINGS } from '../../lib/ports/key-store.ts';
import type { Release } from '../../lib/ports/release-store.ts';
import type { Tally } from '../../lib/ports/tally-store.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { memoryBlobs } from '../support/digester.ts';
import { memoryArtifactStore } from '../support/memory-artifact-store.ts';
import { memoryAttachmentStore } from '../support/memory-attachment-store.ts';
import { memoryCostStore } from '../support/memory-cost-store.ts';
import { memoryDeadLetterStore } from '../support/memory-dead-letter-store.ts';
import { memoryErasureStore } from '../support/memory-erasure-store.ts';
import { memoryEventStore } from '../support/memory-event-store.ts';
import { memoryFateLog } from '../support/memory-fate-log.ts';
import { memoryFeedbackStore } from '../support/memory-feedback-store.ts';
import { memoryIssueStats } from '../support/memory-issue-stats.ts';
import { memoryIssueStore } from '../support/memory-issue-store.ts';
import {
  memoryActivityStore,
  memoryDueStore,
  memoryGroupingStore,
  memoryOwnershipStore,
  memoryRegroupingStore,
  memoryResolveAgeStore,
  memoryTombstoneStore,
} from '../support/memory-life-stores.ts';
import { memoryMarkStore } from '../support/memory-mark-store.ts';
import { memoryProjectStore } from '../support/memory-project-store.ts';
import { memoryReleaseStore } from '../support/memory-release-store.ts';
import { memoryScrapingStore } from '../support/memory-scraping-store.ts';
import { memoryCodeMappingStore, memoryReleaseCounts, memoryRepositoryStore } from '../support/memory-source-stores.ts';
import { memoryTokenStore } from '../support/memory-token-store.ts';
import {
  memoryAssemblyStore,
  memoryChunkStore,
  memoryOrganizationTokenStore,
} from '../support/memory-upload-stores.ts';
import { NEWBORN } from '../support/newborn.ts';

/** 2026-11-22T20:00:00Z */
export const NOW = 1_795_377_600_000;
export const HOUR = 3_600_000;
export const ACME_TOKEN = 'a'.repeat(64);
export const OTHER_TOKEN = 'b'.repeat(64);
/** May do everything in `acme`. */
export const OWNER_TOKEN = '0'.repeat(64);
export const READ_ONLY_TOKEN = 'c'.repeat(64);
export const EVENT_ID = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

const SCOPES = ['org:read', 'project:read', 'project:write', 'event:read', 'event:write'];
const ALL_SCOPES = [...SCOPES, 'org:write', 'org:admin', 'project:admin', 'event:admin'];

export const issue = (number: number, more: Partial<Issue> = {}): Issue => ({
  id: String(1_000 + number),
  number,
  shortId: `SHOP-${number.toString(36).toUpperCase()}`,
  projectId: '42',
  organization: 'acme',
  projectSlug: 'shop',
  title: `TypeError: x is undefined (${number})`,
  culprit: 'applyCoupon(coupon)',
  type: 'error',
  metadata: { type: 'TypeError', value: `x is undefined (${number})`, filename: 'coupon.ts', function: 'applyCoupon' },
  level: 'error',
  platform: 'javascript',
  status: 'unresolved',
  substatus: 'new',
  statusChanged: NOW - 2 * HOUR,
  count: 2,
  firstSeen: NOW - 2 * HOUR,
  lastSeen: NOW - number * 60_000,
  ...NEWBORN,
  ...more,
});

export const event = (issueNumber: number, eventId: string, more: Partial<StoredEvent> = {}): StoredEvent => ({
  projectId: '42',
  issueId: String(1_000 + issueNumber),
  eventId,
  timestamp: NOW - issueNumber * 60_000,
  received: NOW - issueNumber * 60_000 + 250,
  expires: NOW + 90 * 24 * HOUR,
  event: payload(eventId),
  ...more,
});

export const payload = (eventId: string): SentryEvent => ({
  event_id: eventId,
  type: 'error',
  timestamp: NOW / 1000,
  received: NOW / 1000,
  level: 'error',
  platform: 'javascript',
  release: 'shop@1.4.2',
  environment: 'production',
  exception: {
    values: [
      { type: 'RangeError', value: 'cause' },
      {
        type: 'TypeError',
        value: 'x is undefined',
        mechanism: { type: 'onerror', handled: false },
        stacktrace: {
          frames: [
            { filename: 'vendor.js', function: 'run', lineno: 1, colno: 9, in_app: false },
            {
              filename: './src/coupon.ts',
              abs_path: 'http://shop/src/coupon.ts',
              function: 'applyCoupon',
              lineno: 38,
              colno: 9,
              in_app: true,
              pre_context: ['const a = 1;', 'const coupon = find();'],
              context_line: 'const minimum = coupon.minimum;',
              post_context: ['return minimum;'],
            },
          ],
        },
      },
    ],
  },
  breadcrumbs: { values: [{ timestamp: NOW / 1000 - 2, category: 'ui.click', message: 'button#pay' }] },
  request: {
    url: 'http://shop/cart',
    method: 'GET',
    headers: [['User-Agent', 'Firefox']],
    query_string: [['step', '2']],
  },
  user: { id: '7', email: 'jane.doe@example.com' },
  contexts: { browser: { name: 'Firefox', version: '140', type: 'browser' }, os: { name: 'Linux' } },
  tags: [['tier', 'gold']],
  extra: { cart: { items: 3 } },
  sdk: { name: 'sentry.javascript.browser', version: '11.12.0' },
});

export interface Asked {
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: unknown;
}

/** An organization with two projects, another organization beside it, and a way to ask. */
export const scene = (issues: Issue[] = [issue(1)], events: StoredEvent[] = [event(1, EVENT_ID)]) => {
  const clock = { now: () => NOW };
  let secrets = 0;
  const issueStore = memoryIssueStore(issues);
  const eventStore = memoryEventStore(events, clock);
  const blobs = memoryBlobs();
  const attachments = memoryAttachmentStore([], blobs, clock);
  const feedback = memoryFeedbackStore([], clock);
  const fates = memoryFateLog(clock);
  const erasures = memoryErasureStore(clock);
  const tallies: Tally[] = [];
  let lastNumber = 900;
  const deadLetters = memoryDeadLetterStore([], clock);
  const sent: string[] = [];
  const releases = memoryReleaseStore([], clock);
  const followed: Release[] = [];
  const costs = memoryCostStore();
  const uploads = memoryArtifactStore(clock);
  const chunks = memoryChunkStore();
  const assembled: string[] = [];
  const deps: ApiDeps = {
    clock,
    ids: { secret: bytes => String(++secrets).padStart(2 * bytes, '0') },
    issues: issueStore,
    stats: memoryIssueStats(),
    marks: memoryMarkStore(),
    activities: memoryActivityStore(issueStore.activities),
    tombstones: memoryTombstoneStore(issueStore.tombstones),
    ownership: memoryOwnershipStore(),
    grouping: memoryGroupingStore(),
    regroupings: memoryRegroupingStore(),
    dues: memoryDueStore(),
    resolveAges: memoryResolveAgeStore(),
    scraping: memoryScrapingStore(),
    events: eventStore,
    reprocessor: issueReprocessor({
      artifacts: uploads,
      scraping: memoryScrapingStore(),
      fetcher: { fetch: async () => ({ kind: 'failed', reason: 'not_found', details: 'no web here' }) },
      symbolicationMemory: symbolicationMemory(clock),
      faultOf: () => 'other',
      log: () => {},
      clock,
      events: eventStore,
      issues: issueStore,
      grouping: groupingReader(memoryGroupingStore()),
      retentionDays: 90,
    }),
    projects: memoryProjectStore(
      [
        { slug: 'acme', name: 'Acme', dateCreated: NOW },
        { slug: 'other', name: 'Other', dateCreated: NOW },
      ],
      [
        { id: '42', slug: 'shop', name: 'Shop', organization: 'acme', platform: 'javascript', dateCreated: NOW },
        { id: '43', slug: 'api', name: 'API', organization: 'acme', platform: 'node', dateCreated: NOW },
        { id: '44', slug: 'secret', name: 'Secret', organization: 'other', platform: 'node', dateCreated: NOW },
      ],
      [
        {
          publicKey: 'f'.repeat(32),
          projectId: '42',
          projectSlug: 'shop',
          organization: 'acme',
          enabled: true,
          scrub: DEFAULT_SCRUB_SETTINGS,
        },
      ],
    ),
    tokens: memoryTokenStore(clock, [
      [ACME_TOKEN, { kind: 'user', organization: 'acme', name: 'set-up', scopes: SCOPES, dateCreated: NOW }],
      [OWNER_TOKEN, { kind: 'user', organization: 'acme', name: 'owner', scopes: ALL_SCOPES, dateCreated: NOW }],
      [OTHER_TOKEN, { kind: 'user', organization: 'other', name: 'set-up', scopes: ALL_SCOPES, dateCreated: NOW }],
      [
        READ_ONLY_TOKEN,
        { kind: 'user', organization: 'acme', name: 'reader', scopes: ['event:read'], dateCreated: NOW },
      ],
    ]),
    organizationTokens: memoryOrganizationTokenStore({
      find: secret => deps.tokens.find(secret),
      create: (secret, token) => deps.tokens.create(secret, token),
      delete: secret => deps.tokens.delete(secret),
    }),
    chunks,
    uploads,
    artifacts: uploads,
    assemblies: memoryAssemblyStore(),
    assembleQueue: { send: async body => void assembled.push(body) },
    costs,
    budgets: { set: (owner, monthly) => keepBudgets({ clock, costs, projects: deps.projects }).set(owner, monthly) },
    releases,
    releaseCounts: memoryReleaseCounts(),
    repositories: memoryRepositoryStore(),
    codeMappings: memoryCodeMappingStore(),
    releaseFollower: { follow: async release => void followed.push(release) },
    ledger: { read: async () => [] },
    deadLetters,
    fates,
    blobs,
    queue: { send: async body => void sent.push(body) },
    homeOrganization: 'acme',
    attachments,
    feedback,
    erasures,
    tally: {
      record: async tally => {
        tallies.push(tally);
        return 'recorded';
      },
      findOwners: async (_, hashes) =>
        new Map(
          hashes.flatMap(hash => {
            const found = issueStore.issues.find(one => one.hashes.includes(hash));
            return found ? [[hash, { kind: 'issue', issue: found }] as const] : [];
          }),
        ),
      reserveShortIds: async (_, count) => {
        lastNumber += count;
        return lastNumber - count + 1;
      },
    },
    retentionDays: 90,
    publicUrl: 'https://errors.example.com',
  };
  const ask = (method: string, target: string, asked: Asked = {}): Promise<ApiResponse> => {
    const [path = '', query] = target.split('?', 2);
    const token = 'token' in asked ? asked.token : ACME_TOKEN;
    return answerApi(deps, {
      method,
      path,
      query: new URLSearchParams(query),
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...asked.headers },
      body: asked.body instanceof Uint8Array ? asked.body : encode(asked.body),
      sourceIp: '203.0.113.7',
    });
  };
  return {
    deps,
    ask,
    issueStore,
    attachments,
    feedback,
    erasures,
    blobs,
    tallies,
    deadLetters,
    fates,
    sent,
    releases,
    followed,
    uploads,
    chunks,
    assembled,
    costs,
    get: async (target: string) => json(await ask('GET', target)),
  };
};

const encode = (body: unknown): Uint8Array =>
  new TextEncoder().encode(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape; a wrong look fails the test.
export const json = (response: ApiResponse): any => JSON.parse(String(response.body));

/** The cursor of the next page as a client finds it, `undefined` at the end. */
export const nextCursor = (response: ApiResponse): string | undefined =>
  /rel="next"; results="true"; cursor="([^"]+)"/.exec(response.headers.link ?? '')?.[1];
