import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Issue } from '../ports/issue-store.ts';
import { hashesAfter, type IssueChange, type IssueShare, type KnownIssue, type NewHash } from '../ports/tally-store.ts';
import { countPlace, toIssueItem } from './issue-item.ts';
import { writeMetadata } from './issue-metadata.ts';
import { hashKey, issueDayKey, issueKey } from './keys/issue.ts';
import { activitySortKey, issueActivityKey } from './keys/issue-rank.ts';
import { attributes, type Item, number, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

const HOUR_MS = 3_600_000;
/** Counts by hour are kept for a year. */
export const HOURS_TTL_MS = 366 * 24 * HOUR_MS;

export const createIssue = (table: Table, issue: Issue): TransactWriteItem => ({
  Put: { TableName: table.name, Item: toIssueItem(issue), ConditionExpression: 'attribute_not_exists(pk)' },
});

/** A hash belongs to one issue; from one that is gone it may be taken over. */
export const claimHash = (table: Table, issue: Issue, { hash, instead }: NewHash): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: { ...attributes(hashKey(issue.projectId, hash)), hash: text(hash), issueId: text(issue.id) },
    ConditionExpression: `attribute_not_exists(pk)${instead === undefined ? '' : ' OR (issueId = :dead AND attribute_not_exists(tombstone))'}`,
    ...(instead !== undefined && { ExpressionAttributeValues: { ':dead': text(instead) } }),
  },
});

/** Parts of an update, put together one field at a time. */
interface Update {
  /** How many are counted. */
  events: number;
  conditions: string[];
  adds: string[];
  sets: string[];
  removes: string[];
  names: Record<string, string>;
  values: Item;
}

/**
 * Adds to a known issue. `lastSeen` only grows and `firstSeen` only shrinks: a condition says so, because an update
 * expression knows no maximum. The status must still be the one that was read, and where its life was decided on, all
 * of its life. Nobody may have merged it, or into it, since.
 */
export const updateIssue = (table: Table, share: IssueShare, { issue, change }: KnownIssue): TransactWriteItem => {
  const update = beginUpdate(issue, share.events.length);
  setSeen(update, issue, change);
  setFace(update, change);
  if (change.keptSlot !== undefined) set(update, 'keptSlot', number(change.keptSlot));
  setHashes(update, issue, share);
  return finishUpdate(table, issue, update);
};

/** The same events, counted in the issue that shows those of the one that was merged into it. */
export const updatePrimary = (
  table: Table,
  { events }: IssueShare,
  { issue, change }: NonNullable<KnownIssue['primary']>,
): TransactWriteItem => {
  const update = beginUpdate(issue, events.length);
  update.adds.push('mergedCount :count');
  setSeen(update, issue, change);
  return finishUpdate(table, issue, update);
};

const beginUpdate = (issue: Issue, events: number): Update => ({
  events,
  conditions: ['#status = :status', 'attribute_not_exists(deleted)', versionCondition(issue)],
  adds: ['#count :count'],
  sets: [],
  removes: [],
  names: { '#count': 'count', '#status': 'status' },
  values: {
    ':count': number(events),
    ':status': text(issue.status),
    ...(issue.mergeVersion !== undefined && { ':merges': number(issue.mergeVersion) }),
  },
});

const versionCondition = ({ mergeVersion }: Issue): string =>
  mergeVersion === undefined ? 'attribute_not_exists(mergeVersion)' : 'mergeVersion = :merges';

/** What events change of an issue, whether it is its hashes that lead to it or those of one that was merged into it. */
const setSeen = (update: Update, issue: Issue, change: IssueChange): void => {
  setTimes(update, change);
  setUsers(update, change);
  if (change.expires !== undefined) set(update, 'expires', number(Math.ceil(change.expires / 1_000)));
  setLife(update, issue, change);
  // One that was merged stands in no index.
  if (issue.mergedInto === undefined) setPlaces(update, issue, change);
};

const finishUpdate = (table: Table, { id }: Issue, update: Update): TransactWriteItem =>
  transactUpdate(table, issueKey(id), {
    ConditionExpression: update.conditions.join(' AND '),
    UpdateExpression: [
      `ADD ${update.adds.join(', ')}`,
      update.sets.length > 0 && `SET ${update.sets.join(', ')}`,
      update.removes.length > 0 && `REMOVE ${update.removes.join(', ')}`,
    ]
      .filter(Boolean)
      .join(' '),
    ExpressionAttributeNames: update.names,
    ExpressionAttributeValues: update.values,
  });

/** Who adds to them at the same moment must read again: a hash that the issue does not name would outlive it. */
const setHashes = (update: Update, issue: Issue, { newHashes }: IssueShare): void => {
  if (newHashes.length === 0) return;
  if (issue.hashes.length > 0) {
    update.conditions.push('#hashes = :before');
    update.values[':before'] = text(issue.hashes.join(' '));
  }
  set(update, 'hashes', text(hashesAfter(issue, newHashes).join(' ')));
};

const set = ({ sets, names, values }: Update, name: string, value: Item[string]): void => {
  sets.push(`#${name} = :${name}`);
  names[`#${name}`] = name;
  values[`:${name}`] = value;
};

const setTimes = (update: Update, { lastSeen, firstSeen, own = {} }: IssueChange): void => {
  for (const [name, time] of [
    ['lastSeen', lastSeen],
    ['ownLastSeen', own.lastSeen],
  ] as const)
    if (time !== undefined) setBeyond(update, name, '<', time);
  for (const [name, time] of [
    ['firstSeen', firstSeen],
    ['ownFirstSeen', own.firstSeen],
  ] as const)
    if (time !== undefined) setBeyond(update, name, '>', time);
};

const setBeyond = (update: Update, name: string, than: '<' | '>', time: number): void => {
  update.conditions.push(`#${name} ${than} :${name}`);
  set(update, name, number(time));
};

/** They only grow, too: a digest that counted them earlier may write later. */
const setUsers = (update: Update, { users }: IssueChange): void => {
  if (users === undefined) return;
  update.conditions.push('(attribute_not_exists(#users) OR #users < :users)');
  set(update, 'users', number(users));
};

const setFace = (update: Update, { latest }: IssueChange): void => {
  if (!latest) return;
  set(update, 'title', text(latest.title));
  set(update, 'culprit', text(latest.culprit));
  set(update, 'level', text(latest.level));
  set(update, 'metadata', text(writeMetadata(latest.metadata)));
};

const setLife = (update: Update, issue: Issue, { life }: IssueChange): void => {
  if (!life) return;
  update.conditions.push('lifeVersion = :read');
  update.values[':read'] = number(issue.lifeVersion);
  update.values[':next'] = text(life.status);
  update.sets.push('#status = :next');
  set(update, 'lifeVersion', number(issue.lifeVersion + 1));
  set(update, 'life', text(JSON.stringify(life.life)));
  set(update, 'statusChanged', number(life.statusChanged));
  if (life.substatus) set(update, 'substatus', text(life.substatus));
  else update.removes.push('substatus');
};

/** Where the issue stands in its indexes, if that is another place than before. */
const setPlaces = (update: Update, issue: Issue, change: IssueChange): void => {
  const before = placesOf(issue);
  const after = placesOf({
    ...issue,
    count: issue.count + update.events,
    lastSeen: change.lastSeen ?? issue.lastSeen,
    status: change.life?.status ?? issue.status,
  });
  for (const index of ['gsi1', 'gsi2'] as const) {
    const [pk, sk] = [`${index}pk`, `${index}sk`];
    if (after[sk] === undefined || (after[pk] === before[pk] && after[sk] === before[sk])) continue;
    set(update, pk, text(after[pk] ?? ''));
    set(update, sk, text(after[sk]));
    if (index === 'gsi2') requireCount(update, issue);
  }
};

/**
 * A place by events is one of a count: of shares that were planned together one may have failed, and then there are fewer
 * than were thought. That others have counted more meanwhile does no harm.
 */
const requireCount = (update: Update, { count }: Issue): void => {
  update.conditions.push('#count >= :planned');
  update.values[':planned'] = number(count);
};

const placesOf = (issue: Issue): Record<string, string> => ({
  gsi1pk: issueActivityKey(issue.projectId, issue.status),
  gsi1sk: activitySortKey(issue.lastSeen, issue.id),
  ...countPlace(issue),
});

/** Adds a share's events to their hours: one row a day. @param now milliseconds since 1970 */
export const addHours = (table: Table, share: IssueShare, now: number): TransactWriteItem[] => {
  const days = Map.groupBy(share.hours, ([hour]) => issueDayKey(share.issue.issue.id, hour).sk);
  return [...days.values()].map(hours => {
    const [[first] = [0]] = hours;
    return transactUpdate(table, issueDayKey(share.issue.issue.id, first), {
      UpdateExpression: `ADD ${hours.map(([hour]) => `${hourName(hour)} :${hourName(hour)}`).join(', ')} SET expires = :expires`,
      ExpressionAttributeValues: {
        ...Object.fromEntries(hours.map(([hour, count]) => [`:${hourName(hour)}`, number(count)])),
        ':expires': number(Math.ceil((now + HOURS_TTL_MS) / 1_000)),
      },
    });
  });
};

/** How many rows `addHours` writes. */
export const daysOf = (share: IssueShare): number =>
  new Set([...share.hours.keys()].map(hour => issueDayKey(share.issue.issue.id, hour).sk)).size;

/** `h00` … `h23`. */
export const hourName = (hour: number): string => `h${new Date(hour).toISOString().slice(11, 13)}`;
