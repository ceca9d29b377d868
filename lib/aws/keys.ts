import { createHash } from 'node:crypto';
import type { CostOwner } from '../ports/cost-store.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { QuotaWindow } from '../ports/quota-store.ts';
import type { IssueStatus } from '../protocol/issue-life.ts';
import { quotaCounter } from '../protocol/quota-window.ts';
import { receiptPlace } from './receipt-place.ts';

/**
 * The table's key layout, and the only file that knows it. One table: partition key `pk`, sort key `sk`, both text;
 * `expires` (seconds since 1970) is the TTL attribute; two keys-only indexes, `byActivity` (gsi1pk, gsi1sk) and
 * `byTime` (gsi2pk, gsi2sk). docs/adr/0007-the-table.md says why.
 */
export interface Key {
  pk: string;
  sk: string;
}

export const INDEX_BY_ACTIVITY = 'byActivity';
export const INDEX_BY_TIME = 'byTime';

/** The sort key of what is alone in its partition, or the first among its rows. */
export const META = 'META';
const MINUTE_MS = 60_000;

export const publicKeyKey = (publicKey: string): Key => ({ pk: `KEY#${publicKey}`, sk: META });
export const organizationKey = (slug: string): Key => ({ pk: `ORG#${slug}`, sk: META });
/** A project is found by its organization and slug, or by its id. */
export const projectBySlugKey = (organization: string, slug: string): Key => ({
  pk: `ORG#${organization}`,
  sk: `PROJECT#${slug}`,
});
export const projectKey = (id: string): Key => ({ pk: `PROJECT#${id}`, sk: META });
export const projectPublicKeyKey = (projectId: string, publicKey: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `KEY#${publicKey}`,
});
/** Below its project. The longest version, 200 characters of 4 bytes, leaves each key below the 1,024 bytes of a sort key. */
export const releaseKey = (projectId: string, version: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `${RELEASES}${version}`,
});
export const RELEASES = 'RELEASE#';
/** Index `byTime`: the releases of a project. */
export const projectReleasesKey = (projectId: string): string => `RELEASES#${projectId}`;
export const releaseSortKey = (date: number, version: string): string => `${isoTime(date)}#${version}`;
/** Index `byActivity`: the same by `versionRank`. */
export const projectVersionsKey = (projectId: string): string => `VERSIONS#${projectId}`;
/** A commit leads to the releases that contain it: its id holds no `#`. */
export const commitKey = (projectId: string, commitId: string, version: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `${commitPrefix(commitId)}${version}`,
});
export const commitPrefix = (commitId: string): string => `COMMIT#${commitId}#`;
/** What a release has beside its row: its commits in parts, and its deploys. */
export const releasePartition = (projectId: string, version: string): string => `RELEASE#${projectId}#${version}`;
export const RELEASE_COMMITS = 'COMMITS#';
export const releaseCommitsKey = (projectId: string, version: string, part: number): Key => ({
  pk: releasePartition(projectId, version),
  sk: `${RELEASE_COMMITS}${String(part).padStart(3, '0')}`,
});
export const DEPLOYS = 'DEPLOY#';
export const deployKey = (projectId: string, version: string, deploy: { dateFinished: number; id: string }): Key => ({
  pk: releasePartition(projectId, version),
  sk: `${DEPLOYS}${isoTime(deploy.dateFinished)}#${deploy.id}`,
});

/** Events that named a release, a row for each day, environment and shard: digesters that run side by side seldom meet. */
export const RELEASE_DAYS = 'DAY#';
export const RELEASE_DAY_SHARDS = 2;
export const releaseDayKey = (
  projectId: string,
  version: string,
  of: { day: string; environment: string; shard: number },
): Key => ({
  pk: releasePartition(projectId, version),
  sk: `${RELEASE_DAYS}${of.day}#${of.shard}#${of.environment}`,
});
/** Users who were affected by events of a release. */
export const releaseUsersKey = (projectId: string, version: string): Key => ({
  pk: releasePartition(projectId, version),
  sk: 'USERS',
});
/** Below its project: of how many releases people were told on a day that they came without source maps. */
export const unmappedToldKey = (projectId: string, day: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `UNMAPPED#${day}`,
});
/** Below its organization: a repository that people have named. */
export const REPOSITORIES = 'REPOSITORY#';
export const repositoryKey = (organization: string, name: string): Key => ({
  pk: `ORG#${organization}`,
  sk: `${REPOSITORIES}${name}`,
});
/** What of a stack trace's paths stands where in a repository: all of a project's together. */
export const codeMappingsKey = (projectId: string): Key => ({ pk: `PROJECT#${projectId}`, sk: 'CODEMAPPINGS' });

/** Counts up for ids of projects. */
export const projectCounterKey: Key = { pk: 'PROJECTCOUNTER', sk: META };
/** Counts up for short ids. */
export const shortIdCounterKey = (projectId: string): Key => ({ pk: `PROJECT#${projectId}`, sk: 'SHORTID' });
export const shortIdKey = (organization: string, shortId: string): Key => ({
  pk: `SHORTID#${organization}#${shortId}`,
  sk: META,
});
/** The secret itself is never stored. */
export const tokenKey = (secret: string): Key => ({
  pk: `TOKEN#${createHash('sha256').update(secret).digest('hex')}`,
  sk: META,
});

export const hashKey = (projectId: string, hash: string): Key => ({ pk: `HASH#${projectId}#${hash}`, sk: 'ISSUE' });
export const issueKey = (id: string): Key => ({ pk: `ISSUE#${id}`, sk: META });
/** Events of an issue by hour of their own time, a row a day. */
export const issueDayKey = (id: string, time: number): Key => ({
  pk: issueKey(id).pk,
  sk: `HOURS#${isoHour(time).slice(0, 10)}`,
});
export const issueTagsKey = (id: string): Key => ({ pk: issueKey(id).pk, sk: 'TAGS' });
export const issueUsersKey = (id: string): Key => ({ pk: issueKey(id).pk, sk: 'USERS' });
/** Users of all that an issue shows: a row of its own since issues were merged into it, another one with each merge. */
export const shownUsersKey = ({ id, merged, mergeVersion }: Pick<Issue, 'id' | 'merged' | 'mergeVersion'>): Key => {
  const own = issueUsersKey(id);
  return merged ? { pk: own.pk, sk: `${MERGED_USERS}${mergeVersion ?? 0}` } : own;
};
export const MERGED_USERS = 'USERS#';
/** Index `byActivity`: the issues of a project in one status, by last seen. */
export const issueActivityKey = (projectId: string, status: IssueStatus): string => `PROJECT#${projectId}#${status}`;
/** By the minute: a busy issue moves in its index once a minute, not with each event. */
export const activitySortKey = (lastSeen: number, id: string): string =>
  `${isoTime(lastSeen - (lastSeen % MINUTE_MS))}#${id}`;
/** Index `byTime` on an issue's own row, from 10 events on: the issues of a project in one status, by how many events. */
export const issueFrequencyKey = (projectId: string, status: IssueStatus): string =>
  `PROJECT#${projectId}#${status}#FREQ`;
/** Index `byTime` on an issue's `USERS` row (of all that it shows), from 10 users on: the issues of a project, by how many users. */
export const issueUsersRankKey = (projectId: string): string => `PROJECT#${projectId}#USERS`;
/** A count as a step of log1.1: the index is written anew when it has grown by a tenth, not with each event. */
export const rankStep = (count: number): number => Math.floor(Math.log(count) / Math.log(1.1));
export const stepSortKey = (step: number, id: string): string => `${String(step).padStart(4, '0')}#${id}`;

/** Sorts before the activity of that minute and all later ones. */
export const activityBefore = (time: number): string => isoTime(time).slice(0, '2026-11-22T14:03'.length);
/** What happened to an issue: below it, by time. */
export const ACTIVITIES = 'ACTIVITY#';
export const activityKey = (issueId: string, at: number, id: string): Key => ({
  pk: issueKey(issueId).pk,
  sk: `${ACTIVITIES}${isoTime(at)}#${id}`,
});
/** What people have noted of an issue for themselves: below it, by person. */
export const MARKS = 'MARK#';
export const markKey = (issueId: string, userId: string): Key => ({
  pk: issueKey(issueId).pk,
  sk: `${MARKS}${userId}`,
});
/** What came lately of an issue that is archived until so much comes within a time. */
export const archiveWindowKey = (issueId: string, slot: number): Key => ({
  pk: issueKey(issueId).pk,
  sk: `WINDOW#${String(slot).padStart(12, '0')}`,
});
/** What is left of a deleted issue whose events are discarded; its hashes name it. */
export const TOMBSTONES = 'TOMBSTONE#';
export const tombstoneKey = (projectId: string, issueId: string): Key => ({
  pk: projectKey(projectId).pk,
  sk: `${TOMBSTONES}${issueId}`,
});
/** Issues that wait for a release. */
export const pendingResolutionKey = (projectId: string, issueId: string): Key => ({
  pk: `PENDING#${projectId}`,
  sk: issueId,
});
/** Whether files that nobody uploaded are fetched from the web: below its project. */
export const scrapingKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'SCRAPING' });
export const ownershipKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'OWNERSHIP' });
export const groupingKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'GROUPING' });
/** What was regrouped: later ones have larger ids. */
export const regroupingKey = (projectId: string, id: string): Key => ({ pk: `REGROUPING#${projectId}`, sk: id });
export const thresholdKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'THRESHOLD' });
/** One partition for all projects that have one: the sweep asks for them together. */
export const RESOLVE_AGES = 'RESOLVEAGE';
export const resolveAgeKey = (projectId: string): Key => ({ pk: RESOLVE_AGES, sk: projectId });

/** Work for a clock, by when it is due. Written when people archive something: never much at once. */
export const DUE_SHARDS = 4;
export const duePartition = (shard: number): string => `DUE#${shard}`;
export const dueKey = (due: { kind: string; id: string; at: number }): Key => ({
  pk: duePartition(Number(BigInt(due.id) % BigInt(DUE_SHARDS))),
  sk: `${isoTime(due.at)}#${due.kind}#${due.id}`,
});
/** Sorts after all that is due by a time, and before what is due later. */
export const dueUntil = (now: number): string => `${isoTime(now)}$`;

export const eventKey = (projectId: string, eventId: string): Key => ({
  pk: `EVENT#${projectId}#${eventId}`,
  sk: META,
});
/** Index `byTime`: the kept events of an issue, by their own time. */
export const issueEventsKey = (issueId: string): string => `ISSUE#${issueId}`;
export const eventTimeSortKey = (timestamp: number, eventId: string): string => `${isoTime(timestamp)}#${eventId}`;

/** Under its event, whether that is there or not: the files of one event are one query. */
export const attachmentKey = (projectId: string, eventId: string, id: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: `${ATTACHMENTS}${id}`,
});
/** How the sort keys of an event's attachments begin. */
export const ATTACHMENTS = 'ATTACHMENT#';
/** Index `byTime`: the attachments of an issue's events, by their receipt. */
export const issueAttachmentsKey = (issueId: string): string => `ISSUE#${issueId}#ATTACHMENTS`;

/** Under the event that it is about; under its own id where it is about none. */
export const feedbackKey = (projectId: string, eventId: string, id: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: `${FEEDBACK}${id}`,
});
export const FEEDBACK = 'FEEDBACK#';
/** Index `byTime`: the feedback of a project. */
export const projectFeedbackKey = (projectId: string): string => `FEEDBACK#${projectId}`;
/** Index `byActivity`: the feedback about an issue. */
export const issueFeedbackKey = (issueId: string): string => `ISSUE#${issueId}#FEEDBACK`;

/** Where the receipt of an event or message lies: decided by what it says itself, so that any regrouping meets it again. */
export const receiptKey = (projectId: string, second: number, id: string): Key => ({
  pk: `RECEIPT#PROJECT#${projectId}#${second}#${receiptPlace(id).shard}`,
  sk: 'IDS',
});

/** Totals of an hour are spread over this many items, so that digesters that run side by side seldom meet on one. */
export const TOTAL_SHARDS = 4;
export const totalKey = (projectId: string, hour: number, shard: number): Key => ({
  pk: totalPartition(projectId, hour),
  sk: `HOUR#${isoHour(hour).slice(-2)}#${shard}`,
});
export const totalPartition = (projectId: string, hour: number): string =>
  `TOTAL#${projectId}#${isoHour(hour).slice(0, 10)}`;

/** A quota may be of a whole organization: its digesters seldom meet on one of these items. */
export const QUOTA_SHARDS = 4;
export const quotaKey = ({ quota, start }: QuotaWindow, shard: number): Key => ({
  pk: `QUOTA#${quotaCounter(quota)}#${start}`,
  sk: `SHARD#${shard}`,
});

/** A month's cost: written once a batch, by as many digesters as run side by side; an organization's by all its projects'. */
export const COST_SHARDS = { project: 2, organization: 4 } as const;
export const costKey = ({ kind, id }: CostOwner, month: string, shard: number): Key => ({
  pk: `COST#${kind.toUpperCase()}#${id}#${month}`,
  sk: `SHARD#${shard}`,
});
/** All budgets lie together: there are few, they are written seldom, and the sweep looks through them. */
export const BUDGETS = 'BUDGET';
export const budgetKey = ({ kind, id }: CostOwner): Key => ({ pk: BUDGETS, sk: `${kind.toUpperCase()}#${id}` });

export const OUTBOX_SHARDS = 4;
export const outboxPartition = (shard: number): string => `OUTBOX#${shard}`;
/** Oldest first. @param id 32 hex digits */
export const outboxKey = (since: number, id: string): Key => ({
  pk: outboxPartition(Number.parseInt(id.slice(-2), 16) % OUTBOX_SHARDS),
  sk: `${isoTime(since)}#${id}`,
});

/** Orders to delete and their receipts: an id begins with its time. */
export const erasureKey = (organization: string, id: string): Key => ({ pk: `ERASURE#${organization}`, sk: id });
/** What such an order says, as long as it is worked on. */
export const erasureOrderKey = (organization: string, id: string): Key => ({
  pk: `ERASUREORDER#${organization}`,
  sk: id,
});
/** What of them is to be worked on, by when. */
export const ERASING = 'ERASING';
export const erasureDueKey = (due: number, id: string): Key => ({ pk: ERASING, sk: `${erasureDueBefore(due)}#${id}` });
/** Sorts before all that is due later. */
export const erasureDueBefore = (due: number): string => `DUE#${isoTime(due)}`;
export const erasureTurnKey: Key = { pk: ERASING, sk: 'TURN' };

/** A message that was given up; its body lies in the bucket. */
export const deadLetterKey = (id: string): Key => ({ pk: `${DEAD_LETTERS}${id}`, sk: META });
export const DEAD_LETTERS = 'DEADLETTER#';
/** What a letter has in receipts and totals, a row for each transaction that counted it. */
export const deadLetterPartKey = (id: string, part: number): Key => ({
  pk: deadLetterKey(id).pk,
  sk: `${DEAD_LETTER_PARTS}${String(part).padStart(3, '0')}`,
});
export const DEAD_LETTER_PARTS = 'PART#';
/** Says that a letter was written after it had been sent again so often. It outlives the letter. */
export const burialKey = (id: string, redrives: number): Key => ({
  pk: deadLetterKey(id).pk,
  sk: `BURIED#${redrives}`,
});
/** Index `byTime`: the letters of an organization, or those of none, by when they were given up. */
export const deadLettersKey = (organization: string | undefined): string =>
  organization === undefined ? 'DEADLETTERS' : `DEADLETTERS#${organization}`;
/** Index `byActivity`: the letters of a project, in the same order. */
export const projectDeadLettersKey = (projectId: string): string => `PROJECT#${projectId}#DEADLETTERS`;
/** Beside an event, whether that is there or not: the letter that holds it. */
export const eventLetterKey = (projectId: string, eventId: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: 'DEADLETTER',
});

/** What became of events that have no row: files of a day, under names of their own. */
export const fatesPartition = (projectId: string): string => `FATES#${projectId}`;
export const fateFileKey = (projectId: string, day: string, name: string): Key => ({
  pk: fatesPartition(projectId),
  sk: `${day}#${name}`,
});
/** Sorts after all files of a day. */
export const fatesUntil = (day: string): string => `${day}$`;
/** Days of which files are to be merged, by when: one row in ten minutes for each project that logs any. */
export const FATES_DUE = 'FATESDUE';
export const fatesDueKey = (of: { due: number; projectId: string; day: string }): Key => ({
  pk: FATES_DUE,
  sk: `${isoTime(of.due)}#${of.projectId}#${of.day}`,
});
export const fatesDueUntil = (now: number): string => `${isoTime(now)}$`;
/** Beside an event, whether that is there or not: when people were told of it. */
export const eventAnnouncedKey = (projectId: string, eventId: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: 'ANNOUNCED',
});

/** Records that are digested apart, by when that began: few, and gone as soon as it went well. */
export const TRIALS = 'TRIALS';
export const trialKey = (id: string): Key => ({ pk: TRIALS, sk: id });

/** What builds have uploaded for a project: a row for each bundle, and what all of them come to. */
export const ARTIFACT_BUNDLES = 'BUNDLE#';
export const artifactBundleKey = (projectId: string, bundleId: string): Key => ({
  pk: `ARTIFACTS#${projectId}`,
  sk: `${ARTIFACT_BUNDLES}${bundleId}`,
});
export const artifactTotalKey = (projectId: string): Key => ({ pk: `ARTIFACTS#${projectId}`, sk: 'TOTAL' });
/** Beside them: bundles of the same build. */
export const SAME_BUNDLES = 'SAME#';
export const sameBundleKey = (projectId: string, sameAs: string, bundleId: string): Key => ({
  pk: `ARTIFACTS#${projectId}`,
  sk: `${sameBundlePrefix(sameAs)}${bundleId}`,
});
export const sameBundlePrefix = (sameAs: string): string => `${SAME_BUNDLES}${shortHash(sameAs)}#`;
/** Index `byTime`: bundles of a project that can be seen. */
export const projectBundlesKey = (projectId: string): string => `BUNDLES#${projectId}`;
export const bundleSortKey = (uploaded: number, bundleId: string): string => `${isoTime(uploaded)}#${bundleId}`;
/** Index `byActivity`: bundles by when they go. */
export const BUNDLE_DUE_SHARDS = 4;
export const bundleDuePartition = (shard: number): string => `BUNDLEDUE#${shard}`;
export const bundleDueKey = (bundleId: string): string =>
  bundleDuePartition(Number.parseInt(bundleId.slice(-2), 16) % BUNDLE_DUE_SHARDS);
export const bundleDueUntil = (now: number): string => `${isoTime(now)}$`;
/** What of a bundle has a debug id. */
export const debugIdKey = (projectId: string, debugId: string, bundleId: string): Key => ({
  pk: debugIdPartition(projectId, debugId),
  sk: bundleId,
});
export const debugIdPartition = (projectId: string, debugId: string): string => `DEBUGID#${projectId}#${debugId}`;
/** What was uploaded for a release: bundles by time within their dist, files that were uploaded alone by name. */
export const releaseUploads = (projectId: string, release: string): string => `UPLOADS#${projectId}#${release}`;
export const RELEASE_BUNDLES = 'BUNDLE#';
export const releaseBundlePrefix = (dist: string | undefined): string => `${RELEASE_BUNDLES}${shortHash(dist ?? '')}#`;
export const RELEASE_FILES = 'FILE#';
export const releaseFilePrefix = (dist: string | undefined): string => `${RELEASE_FILES}${shortHash(dist ?? '')}#`;
export const releaseFileSortKey = (dist: string | undefined, name: string): string =>
  `${releaseFilePrefix(dist)}${shortHash(name)}`;
/** How far an upload is. */
export const assemblyKey = (of: { organization: string; checksum: string; aim: string }): Key => ({
  pk: `ASSEMBLY#${of.organization}`,
  sk: `${of.checksum}#${of.aim}`,
});
/** Tokens of an organization; each has a row of its own by the hash of its secret too. */
export const organizationTokens = (organization: string): string => `ORGTOKENS#${organization}`;
export const organizationTokenKey = (organization: string, id: string): Key => ({
  pk: organizationTokens(organization),
  sk: id,
});

/** 128 bits of a text that may be too long, or hold anything. */
const shortHash = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 32);

/** `2026-11-22T14` */
const isoHour = (ms: number): string => new Date(ms).toISOString().slice(0, 13);
/** `2026-11-22T14:03:12.345Z`: sorts as text as it does in time, for the years 0 to 9999 that events may have. */
const isoTime = (ms: number): string => new Date(ms).toISOString();
