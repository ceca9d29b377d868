import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type IssueOrder, type IssueRank, type IssueStore, itself } from '../ports/issue-store.ts';
import { issueIdOf } from '../protocol/issue-id.ts';
import type { IndexKeys } from './index-cursor.ts';
import { issueIdIn } from './keys/issue.ts';
import {
  activitySortKey,
  issueActivityKey,
  issueFrequencyKey,
  issueUsersRankKey,
  stepSortKey,
} from './keys/issue-rank.ts';
import { INDEX_BY_ACTIVITY, INDEX_BY_TIME } from './keys/key.ts';
import { shortIdCounterKey } from './keys/project.ts';
import { getItem, keyOf, readNumber, readText, type Table, text } from './table.ts';

/** Where an order stands in the indexes. */
interface Place {
  index: IndexKeys;
  partition: string;
  /** The sort key that a rank has there, and back. */
  sortKey: (rank: IssueRank) => string;
  at: (sortKey: string) => number;
}

const placeOf = (order: IssueOrder): Place => {
  const byStep = {
    sortKey: ({ at, id }: IssueRank) => stepSortKey(at, id),
    at: (sortKey: string) => Number(sortKey.split('#')[0]),
  };
  switch (order.by) {
    case 'seen':
      return {
        index: 'gsi1',
        partition: issueActivityKey(order.projectId, order.status),
        sortKey: ({ at, id }) => activitySortKey(at, id),
        at: sortKey => Date.parse(sortKey.split('#')[0] ?? ''),
      };
    case 'events':
      return { index: 'gsi2', partition: issueFrequencyKey(order.projectId, order.status), ...byStep };
    case 'users':
      return { index: 'gsi2', partition: issueUsersRankKey(order.projectId), ...byStep };
  }
};

/** Reads an order from its index: keys only, so that 25 ranks cost half a read unit. */
export const queryRanks =
  (table: Table): IssueStore['ranks'] =>
  async (order, { limit, below }) => {
    const { index, partition, sortKey, at } = placeOf(order);
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: index === 'gsi1' ? INDEX_BY_ACTIVITY : INDEX_BY_TIME,
        KeyConditionExpression: `${index}pk = :pk${below ? ` AND ${index}sk < :below` : ''}`,
        ExpressionAttributeValues: { ':pk': text(partition), ...(below && { ':below': text(sortKey(below)) }) },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    const ranks = (page.Items ?? []).map(item => ({
      id: issueIdIn(keyOf(item)),
      at: at(readText(item, `${index}sk`)),
    }));
    return { ranks, more: page.LastEvaluatedKey !== undefined };
  };

/** Counts numbers down: an issue's id is computed from its number, so that this order needs no index. */
export const readNewest =
  (table: Table, get: IssueStore['get']): IssueStore['newest'] =>
  async (projectId, { limit, below }) => {
    const from = (below ?? (await lastNumber(table, projectId)) + 1) - 1;
    const numbers = Array.from({ length: Math.max(0, Math.min(limit, from)) }, (_, index) => from - index);
    const ids = numbers.map(number => issueIdOf(projectId, number));
    const found = await get(ids, { consistent: false });
    return numbers.map(number => ({ number, issue: itself(found, issueIdOf(projectId, number)) }));
  };

const lastNumber = async (table: Table, projectId: string): Promise<number> => {
  const item = await getItem(table, shortIdCounterKey(projectId), { consistent: false });
  return item ? readNumber(item, 'last') : 0;
};
