import {
  ConditionalCheckFailedException,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Issue, IssueStore } from '../ports/issue-store.ts';
import { decodeCursor, encodeCursor } from './index-cursor.ts';
import { fromIssueItem } from './issue-item.ts';
import { INDEX_BY_ACTIVITY, issueActivityKey, issueHourKey, issueKey, shortIdKey } from './keys.ts';
import { attributes, batchGet, number, readNumber, readText, type Table, text } from './table.ts';

const HOUR_MS = 3_600_000;

export const dynamoIssueStore = (table: Table): IssueStore => {
  const get = async (ids: readonly string[]): Promise<Map<string, Issue>> => {
    const items = await batchGet(table, [...new Set(ids)].map(issueKey), { consistent: true });
    return new Map(items.map(fromIssueItem).map(issue => [issue.id, issue]));
  };

  return {
    get,

    findByShortId: async (organization, shortId) => {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: attributes(shortIdKey(organization, shortId.toUpperCase())) }),
      );
      const id = Item && readText(Item, 'issueId');
      return id ? (await get([id])).get(id) : undefined;
    },

    list: async (projectId, status, { limit, cursor }) => {
      const partition = issueActivityKey(projectId, status);
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: INDEX_BY_ACTIVITY,
          KeyConditionExpression: 'gsi1pk = :pk',
          ExpressionAttributeValues: { ':pk': text(partition) },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: decodeCursor('gsi1', partition, cursor),
        }),
      );
      const ids = (page.Items ?? []).map(item => readText(item, 'pk').slice('ISSUE#'.length));
      const found = await get(ids);
      const next = encodeCursor('gsi1', page.LastEvaluatedKey);
      // The index lags behind the items a little: what has left this status meanwhile is left out.
      const issues = ids
        .flatMap(id => found.get(id) ?? [])
        .filter(issue => issue.status === status && issue.projectId === projectId);
      return { issues, ...(next && { next }) };
    },

    setStatus: async (id, { status, substatus, at }) => {
      const issue = (await get([id])).get(id);
      if (!issue) return false;
      try {
        await table.client.send(
          new UpdateItemCommand({
            TableName: table.name,
            Key: attributes(issueKey(id)),
            ConditionExpression: 'attribute_exists(pk)',
            UpdateExpression: `SET #status = :status, statusChanged = :at, gsi1pk = :pk${substatus ? ', substatus = :sub' : ' REMOVE substatus'}`,
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ':status': text(status),
              ':at': number(at),
              ':pk': text(issueActivityKey(issue.projectId, status)),
              ...(substatus && { ':sub': text(substatus) }),
            },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    hourly: async (id, from, to) => {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': text(issueKey(id).pk),
            ':from': text(issueHourKey(id, from).sk),
            ':to': text(issueHourKey(id, to).sk),
          },
        }),
      );
      const counts = new Map((page.Items ?? []).map(item => [readText(item, 'sk'), readNumber(item, 'count')]));
      const hours: { hour: number; count: number }[] = [];
      for (let hour = from - (from % HOUR_MS); hour <= to; hour += HOUR_MS) {
        const count = counts.get(issueHourKey(id, hour).sk);
        if (count) hours.push({ hour, count });
      }
      return hours;
    },
  };
};
