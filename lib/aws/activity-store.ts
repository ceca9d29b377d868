import { createHash } from 'node:crypto';
import { QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { ACTIVITY_DAYS, type ActivityStore, type StoredActivity } from '../ports/activity-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Activity } from '../protocol/issue-life.ts';
import { inTurns } from './in-turns.ts';
import { ACTIVITIES, activityKey } from './keys/issue.ts';
import { attributes, type Item, number, readNumber, readText, type Table, text } from './table.ts';

const DAY_SECONDS = 86_400;
/** Hex digits that tell activities of one issue and one millisecond apart. */
const ID_DIGITS = 16;
/** The part of a sort key behind `ACTIVITIES`: an opaque cursor. Anything else is none. */
const CURSOR = /^[\dT:.Z+-]{24,27}#[0-9a-f]{16}$/;

/** One activity as part of the transaction that makes it happen. Its key comes from its content: safe twice. */
export const putActivity = (table: Table, issueId: string, activity: Activity): TransactWriteItem => {
  const content = JSON.stringify(activity);
  const id = createHash('sha256').update(content).digest('hex').slice(0, ID_DIGITS);
  return {
    Put: {
      TableName: table.name,
      Item: {
        ...attributes(activityKey(issueId, activity.at, id)),
        activity: text(content),
        expires: number(Math.ceil(activity.at / 1_000) + ACTIVITY_DAYS * DAY_SECONDS),
      },
    },
  };
};

export const dynamoActivityStore = (table: Table, clock: Clock): ActivityStore => ({
  list: async (issues, { limit, cursor }) => {
    const behind = cursor && CURSOR.test(cursor) ? ACTIVITIES + cursor : undefined;
    const pages = await inTurns(MAX_QUERIES, [issues].flat(), id => query(table, id, { limit, behind }));
    // What happened to several at one moment in the same way is told once.
    const all = new Map(pages.flatMap(({ items }) => items).map(item => [readText(item, 'sk'), item]));
    const page = [...all.values()].sort((a, b) => (readText(a, 'sk') > readText(b, 'sk') ? -1 : 1)).slice(0, limit);
    const more = all.size > limit || pages.some(one => one.more);
    const next = more ? page.at(-1)?.sk?.S?.slice(ACTIVITIES.length) : undefined;
    const shown = page.filter(item => readNumber(item, 'expires') * 1_000 > clock.now());
    return { activities: shown.map(fromItem), ...(next && { next }) };
  },
});

/** Issues that are read side by side. */
const MAX_QUERIES = 16;

const query = async (
  table: Table,
  issueId: string,
  { limit, behind }: { limit: number; behind: string | undefined },
): Promise<{ items: Item[]; more: boolean }> => {
  const { pk } = activityKey(issueId, 0, '');
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': text(pk), ':sk': text(ACTIVITIES) },
      ScanIndexForward: false,
      Limit: limit,
      // It need not be there: whoever begins behind it in another issue's activities begins where it would be.
      ExclusiveStartKey: behind === undefined ? undefined : attributes({ pk, sk: behind }),
    }),
  );
  return { items: Items, more: LastEvaluatedKey !== undefined };
};

const fromItem = (item: Item): StoredActivity => ({
  // Written above.
  ...(JSON.parse(readText(item, 'activity')) as Activity),
  id: readText(item, 'sk').split('#').at(-1) ?? '',
});
