import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type IssueMark, MARK_DAYS, MAX_MARKS, type MarkChange, type MarkStore } from '../ports/issue-marks.ts';
import { issueIdIn, MARKS, markKey } from './keys/issue.ts';
import { attributes, batchGet, type Item, keyOf, number, readNumber, readText, type Table, text } from './table.ts';

const DAY_SECONDS = 86_400;

export const dynamoMarkStore = (table: Table, clock: Clock): MarkStore => {
  const seconds = (): number => Math.floor(clock.now() / 1_000);
  const isShown = (item: Item): boolean => readNumber(item, 'expires') > seconds();

  return {
    of: async (userId, issueIds) => {
      const keys = [...new Set(issueIds)].map(id => markKey(id, userId));
      // A list asks for each of its rows, and half a second more or less is nothing to it.
      const items = await batchGet(table, keys, { consistent: false });
      return new Map(items.filter(isShown).map(item => [issueIdIn(keyOf(item)), toMark(item)]));
    },

    ofIssue: async issueId => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': text(markKey(issueId, '').pk), ':sk': text(MARKS) },
          Limit: MAX_MARKS,
        }),
      );
      return Items.filter(isShown).map(item => ({
        ...toMark(item),
        user: { id: readText(item, 'sk').slice(MARKS.length), name: readText(item, 'name') },
      }));
    },

    mark: async (issueId, user, change) => {
      const { sets, removes, values } = expressionsOf(change);
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: attributes(markKey(issueId, user.id)),
          UpdateExpression: [
            `SET ${['#name = :name', 'expires = :expires', ...sets].join(', ')}`,
            ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
          ].join(' '),
          ExpressionAttributeNames: { '#name': 'name' },
          ExpressionAttributeValues: {
            ...values,
            ':name': text(user.name),
            ':expires': number(seconds() + MARK_DAYS * DAY_SECONDS),
          },
        }),
      );
    },
  };
};

const expressionsOf = (change: MarkChange): { sets: string[]; removes: string[]; values: Item } => {
  const sets: string[] = [];
  const removes: string[] = [];
  const values: Item = {};
  // The keys of a change are those of its type.
  for (const name of Object.keys(change) as (keyof MarkChange)[]) {
    const value = change[name];
    if (value === undefined || value === false) removes.push(name);
    else {
      sets.push(`${name} = :${name}`);
      values[`:${name}`] = value === true ? { BOOL: true } : number(value);
    }
  }
  return { sets, removes, values };
};

const toMark = (item: Item): IssueMark => ({
  ...(item.seen && { seen: readNumber(item, 'seen') }),
  ...(item.bookmarked && { bookmarked: true }),
  ...(item.subscribed && { subscribed: true }),
});
