import { expect, test } from '@jest/globals';
import * as keys from '../../lib/aws/keys.ts';
import { projectOfRow } from '../../lib/aws/row-owner.ts';
import { attributes, text } from '../../lib/aws/table.ts';
import { issueIdOf } from '../../lib/protocol/issue-id.ts';

const PROJECT = '7';
const ISSUE = issueIdOf(PROJECT, 3);
const HEX = '2'.repeat(32);
const NOW = 1_795_377_600_000;
const quota = {
  id: 'q',
  scope: 'project' as const,
  scopeId: PROJECT,
  categories: [],
  limit: 1,
  window: 60,
  reasonCode: 'r',
};

/** Rows of a project, as far as their keys say it. */
const OWNED = [
  keys.projectKey(PROJECT),
  keys.projectPublicKeyKey(PROJECT, HEX),
  keys.releaseKey(PROJECT, 'shop@1'),
  keys.commitKey(PROJECT, 'abc', 'shop@1'),
  keys.releaseCommitsKey(PROJECT, 'shop@1', 1),
  keys.releaseDayKey(PROJECT, 'shop@1', { day: '2026-11-22', environment: 'production', shard: 1 }),
  keys.codeMappingsKey(PROJECT),
  keys.shortIdCounterKey(PROJECT),
  keys.hashKey(PROJECT, HEX),
  keys.issueKey(ISSUE),
  keys.issueDayKey(ISSUE, NOW),
  keys.issueTagsKey(ISSUE),
  keys.issueUsersKey(ISSUE),
  keys.activityKey(ISSUE, NOW, HEX),
  keys.markKey(ISSUE, HEX),
  keys.tombstoneKey(PROJECT, ISSUE),
  keys.regroupingKey(PROJECT, HEX),
  keys.pendingResolutionKey(PROJECT, ISSUE),
  keys.eventKey(PROJECT, HEX),
  keys.attachmentKey(PROJECT, HEX, HEX),
  keys.feedbackKey(PROJECT, HEX, HEX),
  keys.receiptKey(PROJECT, 1, HEX),
  keys.totalKey(PROJECT, NOW, 1),
  keys.quotaKey({ quota, start: NOW }, 1),
  keys.costKey({ kind: 'project', id: PROJECT }, '2026-11', 1),
  keys.budgetKey({ kind: 'project', id: PROJECT }),
  keys.artifactBundleKey(PROJECT, HEX),
  keys.artifactTotalKey(PROJECT),
  keys.sameBundleKey(PROJECT, 'x', HEX),
  keys.debugIdKey(PROJECT, HEX, HEX),
  { pk: keys.releaseUploads(PROJECT, 'shop@1'), sk: 'x' },
];

/** Shards and the like must never be taken for projects: they have small numbers, as the first projects have. */
const NOBODYS = [
  keys.publicKeyKey(HEX),
  keys.organizationKey('acme'),
  keys.projectBySlugKey('acme', 'shop'),
  keys.repositoryKey('acme', 'acme/shop'),
  keys.projectCounterKey,
  keys.shortIdKey('acme', 'SHOP-1'),
  keys.tokenKey('secret'),
  { pk: keys.outboxPartition(7), sk: 'x' },
  { pk: keys.duePartition(7), sk: 'x' },
  { pk: keys.RESOLVE_AGES, sk: PROJECT },
  keys.costKey({ kind: 'organization', id: 'acme' }, '2026-11', 1),
  keys.budgetKey({ kind: 'organization', id: 'acme' }),
  keys.assemblyKey({ organization: 'acme', checksum: HEX, aim: HEX }),
  keys.organizationTokenKey('acme', HEX),
  { pk: keys.bundleDuePartition(2), sk: 'x' },
  keys.quotaKey({ quota: { ...quota, scope: 'organization', scopeId: 'acme' }, start: NOW }, 1),
  keys.erasureKey('acme', HEX),
  keys.erasureOrderKey('acme', HEX),
  keys.erasureDueKey(NOW, HEX),
  keys.erasureTurnKey,
  keys.deadLetterKey(HEX),
];

test('whose a row is says its key, for everything that a project has', () => {
  expect(OWNED.map(key => [key.pk, projectOfRow(attributes(key))])).toEqual(OWNED.map(({ pk }) => [pk, PROJECT]));
});

test('what belongs to no project, or to an organization, is no project’s', () => {
  expect(NOBODYS.map(key => [key.pk, projectOfRow(attributes(key))])).toEqual(NOBODYS.map(({ pk }) => [pk, undefined]));
});

test('what a row says of itself, and where it stands in an index, tells whose it is when its key does not', () => {
  const key = attributes(keys.deadLetterKey(HEX));
  expect(projectOfRow({ ...key, gsi1pk: text(keys.projectDeadLettersKey(PROJECT)) })).toBe(PROJECT);
  expect(projectOfRow({ pk: text('DUE#1'), sk: text('x'), issueId: text(ISSUE) })).toBe(PROJECT);
  expect(projectOfRow({ pk: text('RESOLVEAGE'), sk: text(PROJECT), projectId: text(PROJECT) })).toBe(PROJECT);
});
