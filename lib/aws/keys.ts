import { createHash } from 'node:crypto';
import type { QuotaWindow } from '../ports/quota-store.ts';
import type { IssueStatus } from '../protocol/issue-life.ts';
import { quotaCounter } from '../protocol/quota-window.ts';

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

const META = 'META';

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
export const issueHourKey = (id: string, hour: number): Key => ({ pk: `ISSUE#${id}`, sk: `HOUR#${isoHour(hour)}` });
/** Index `byActivity`: the issues of a project in one status, by last seen. */
export const issueActivityKey = (projectId: string, status: IssueStatus): string => `PROJECT#${projectId}#${status}`;
export const activitySortKey = (lastSeen: number, id: string): string => `${isoTime(lastSeen)}#${id}`;

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

/**
 * Receipts are spread over this many items a second: at 1,000 events a second of one issue each holds some 125 entries,
 * so that an update, which is charged for the whole item, stays small.
 */
export const RECEIPT_SHARDS = 8;
/** @param scope `ISSUE#<id>` for events, `PROJECT#<id>` for the fates that a message brings from the edge */
export const receiptKey = (scope: string, second: number, id: string): Key => ({
  pk: `RECEIPT#${scope}#${second}#${Number.parseInt(id.slice(-2), 16) % RECEIPT_SHARDS}`,
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

export const OUTBOX_SHARDS = 4;
export const outboxPartition = (shard: number): string => `OUTBOX#${shard}`;
export const outboxShard = (issueId: string): number => Number(BigInt(issueId) % BigInt(OUTBOX_SHARDS));
export const outboxSortKey = (issueId: string, kind: string, eventId: string): string =>
  `${issueId}#${kind}#${eventId}`;
export const outboxKey = (issueId: string, kind: string, eventId: string): Key => ({
  pk: outboxPartition(outboxShard(issueId)),
  sk: outboxSortKey(issueId, kind, eventId),
});

/** `2026-11-22T14` */
const isoHour = (ms: number): string => new Date(ms).toISOString().slice(0, 13);
/** `2026-11-22T14:03:12.345Z`: sorts as text as it does in time, for the years 0 to 9999 that events may have. */
const isoTime = (ms: number): string => new Date(ms).toISOString();
