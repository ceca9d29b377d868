import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Issue } from '../ports/issue-store.ts';
import { countPlace } from './issue-item.ts';
import { issueKey } from './keys/issue.ts';
import { activitySortKey, issueActivityKey } from './keys/issue-rank.ts';
import { type Item, number, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** What a merge or unmerge writes to an issue: attributes that are set, and that are removed. */
export interface FamilyChange {
  sets: Item;
  removes?: readonly string[];
  /** Its life begins a new version. */
  reborn?: boolean;
}

/**
 * Changes whom an issue shows or who shows it. Nobody may have counted, changed its status, merged or unmerged since it
 * was read: each event of those that are merged is counted in the one that shows it, so its count stands for all of them.
 */
export const familyUpdate = (
  table: Table,
  issue: Issue,
  { sets, removes = [], reborn }: FamilyChange,
): TransactWriteItem => {
  const { mergeVersion } = issue;
  const all: Item = { ...sets, mergeVersion: number((mergeVersion ?? 0) + 1) };
  const names = [...Object.keys(all), ...removes, 'count', 'status'];
  return transactUpdate(table, issueKey(issue.id), {
    ConditionExpression: [
      'attribute_exists(pk)',
      'attribute_not_exists(deleted)',
      '#count = :countThen',
      '#status = :statusThen',
      mergeVersion === undefined ? 'attribute_not_exists(#mergeVersion)' : '#mergeVersion = :mergesThen',
    ].join(' AND '),
    UpdateExpression: [
      `SET ${Object.keys(all)
        .map(name => `#${name} = :${name}`)
        .join(', ')}`,
      removes.length > 0 && `REMOVE ${removes.map(name => `#${name}`).join(', ')}`,
      reborn && 'ADD lifeVersion :one',
    ]
      .filter(Boolean)
      .join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map(name => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(all).map(([name, value]) => [`:${name}`, value])),
      ':countThen': number(issue.count),
      ':statusThen': text(issue.status),
      ...(mergeVersion !== undefined && { ':mergesThen': number(mergeVersion) }),
      ...(reborn && { ':one': number(1) }),
    },
  });
};

const PLACES = ['gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'] as const;

/** Where an issue stands in its indexes: nowhere while another shows it. */
export const placeChange = (issue: Issue): Required<Pick<FamilyChange, 'sets' | 'removes'>> => {
  if (issue.mergedInto !== undefined) return { sets: {}, removes: PLACES };
  const places: Record<string, string> = {
    gsi1pk: issueActivityKey(issue.projectId, issue.status),
    gsi1sk: activitySortKey(issue.lastSeen, issue.id),
    ...countPlace(issue),
  };
  return {
    sets: Object.fromEntries(Object.entries(places).map(([name, value]) => [name, text(value)])),
    removes: PLACES.filter(name => places[name] === undefined),
  };
};

const MERGED = ['merged', 'mergedCount', 'ownFirstSeen', 'ownLastSeen'] as const;

/** Counts and times of an issue, and whom it shows. */
export const countChange = (issue: Issue): Required<Pick<FamilyChange, 'sets' | 'removes'>> => {
  const { count, users, firstSeen, lastSeen, expires, merged } = issue;
  return {
    sets: {
      count: number(count),
      users: number(users),
      firstSeen: number(firstSeen),
      lastSeen: number(lastSeen),
      expires: number(Math.ceil(expires / 1_000)),
      ...(merged && {
        merged: text(merged.ids.join(' ')),
        mergedCount: number(merged.count),
        ownFirstSeen: number(merged.firstSeen),
        ownLastSeen: number(merged.lastSeen),
      }),
    },
    removes: merged ? [] : MERGED,
  };
};
