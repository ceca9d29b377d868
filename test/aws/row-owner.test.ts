import { expect, test } from '@jest/globals';
import {
  artifactBundleKey,
  artifactTotalKey,
  assemblyKey,
  bundleDuePartition,
  debugIdKey,
  releaseUploads,
  sameBundleKey,
} from '../../lib/aws/keys/artifact.ts';
import { budgetKey, costKey } from '../../lib/aws/keys/cost.ts';
import { deadLetterKey, projectDeadLettersKey } from '../../lib/aws/keys/dead-letter.ts';
import { duePartition } from '../../lib/aws/keys/due.ts';
import { erasureDueKey, erasureKey, erasureOrderKey, erasureTurnKey } from '../../lib/aws/keys/erasure.ts';
import { attachmentKey, eventKey, feedbackKey } from '../../lib/aws/keys/event.ts';
import {
  activityKey,
  hashKey,
  issueDayKey,
  issueKey,
  issueTagsKey,
  issueUsersKey,
  markKey,
  pendingResolutionKey,
  tombstoneKey,
} from '../../lib/aws/keys/issue.ts';
import { organizationKey, organizationTokenKey, repositoryKey, tokenKey } from '../../lib/aws/keys/organization.ts';
import { outboxPartition } from '../../lib/aws/keys/outbox.ts';
import {
  codeMappingsKey,
  projectBySlugKey,
  projectCounterKey,
  projectKey,
  projectPublicKeyKey,
  publicKeyKey,
  RESOLVE_AGES,
  regroupingKey,
  shortIdCounterKey,
  shortIdKey,
} from '../../lib/aws/keys/project.ts';
import { commitKey, releaseCommitsKey, releaseDayKey, releaseKey } from '../../lib/aws/keys/release.ts';
import { quotaKey, receiptKey, totalKey } from '../../lib/aws/keys/tally.ts';
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
  projectKey(PROJECT),
  projectPublicKeyKey(PROJECT, HEX),
  releaseKey(PROJECT, 'shop@1'),
  commitKey(PROJECT, 'abc', 'shop@1'),
  releaseCommitsKey(PROJECT, 'shop@1', 1),
  releaseDayKey(PROJECT, 'shop@1', { day: '2026-11-22', environment: 'production', shard: 1 }),
  codeMappingsKey(PROJECT),
  shortIdCounterKey(PROJECT),
  hashKey(PROJECT, HEX),
  issueKey(ISSUE),
  issueDayKey(ISSUE, NOW),
  issueTagsKey(ISSUE),
  issueUsersKey(ISSUE),
  activityKey(ISSUE, NOW, HEX),
  markKey(ISSUE, HEX),
  tombstoneKey(PROJECT, ISSUE),
  regroupingKey(PROJECT, HEX),
  pendingResolutionKey(PROJECT, ISSUE),
  eventKey(PROJECT, HEX),
  attachmentKey(PROJECT, HEX, HEX),
  feedbackKey(PROJECT, HEX, HEX),
  receiptKey(PROJECT, 1, HEX),
  totalKey(PROJECT, NOW, 1),
  quotaKey({ quota, start: NOW }, 1),
  costKey({ kind: 'project', id: PROJECT }, '2026-11', 1),
  budgetKey({ kind: 'project', id: PROJECT }),
  artifactBundleKey(PROJECT, HEX),
  artifactTotalKey(PROJECT),
  sameBundleKey(PROJECT, 'x', HEX),
  debugIdKey(PROJECT, HEX, HEX),
  { pk: releaseUploads(PROJECT, 'shop@1'), sk: 'x' },
];

/** Shards and the like must never be taken for projects: they have small numbers, as the first projects have. */
const NOBODYS = [
  publicKeyKey(HEX),
  organizationKey('acme'),
  projectBySlugKey('acme', 'shop'),
  repositoryKey('acme', 'acme/shop'),
  projectCounterKey,
  shortIdKey('acme', 'SHOP-1'),
  tokenKey('secret'),
  { pk: outboxPartition(7), sk: 'x' },
  { pk: duePartition(7), sk: 'x' },
  { pk: RESOLVE_AGES, sk: PROJECT },
  costKey({ kind: 'organization', id: 'acme' }, '2026-11', 1),
  budgetKey({ kind: 'organization', id: 'acme' }),
  assemblyKey({ organization: 'acme', checksum: HEX, aim: HEX }),
  organizationTokenKey('acme', HEX),
  { pk: bundleDuePartition(2), sk: 'x' },
  quotaKey({ quota: { ...quota, scope: 'organization', scopeId: 'acme' }, start: NOW }, 1),
  erasureKey('acme', HEX),
  erasureOrderKey('acme', HEX),
  erasureDueKey(NOW, HEX),
  erasureTurnKey,
  deadLetterKey(HEX),
];

test('whose a row is says its key, for everything that a project has', () => {
  expect(OWNED.map(key => [key.pk, projectOfRow(attributes(key))])).toEqual(OWNED.map(({ pk }) => [pk, PROJECT]));
});

test('what belongs to no project, or to an organization, is no project’s', () => {
  expect(NOBODYS.map(key => [key.pk, projectOfRow(attributes(key))])).toEqual(NOBODYS.map(({ pk }) => [pk, undefined]));
});

test('what a row says of itself, and where it stands in an index, tells whose it is when its key does not', () => {
  const key = attributes(deadLetterKey(HEX));
  expect(projectOfRow({ ...key, gsi1pk: text(projectDeadLettersKey(PROJECT)) })).toBe(PROJECT);
  expect(projectOfRow({ pk: text('DUE#1'), sk: text('x'), issueId: text(ISSUE) })).toBe(PROJECT);
  expect(projectOfRow({ pk: text('RESOLVEAGE'), sk: text(PROJECT), projectId: text(PROJECT) })).toBe(PROJECT);
});
