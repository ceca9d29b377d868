import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Erasure } from '../ports/erasure-store.ts';
import type { ErasureTask, ErasureWork, Turn } from '../ports/erasure-work.ts';
import type { Ids } from '../ports/ids.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { toTask } from './erasure-item.ts';
import { toDueItem } from './erasure-store.ts';
import {
  ERASING,
  erasureDueBefore,
  erasureDueKey,
  erasureKey,
  erasureOrderKey,
  erasureTurnKey,
} from './keys/erasure.ts';
import type { Key } from './keys/key.ts';
import { attributes, getItem, type Item, number, readNumber, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** Bytes of randomness by which a sweep knows its own turn. */
const TURN_BYTES = 8;

export const dynamoErasureWork = (table: Table, ids: Pick<Ids, 'secret'>): ErasureWork => {
  const get = (key: Key): Promise<Item | undefined> => getItem(table, key, { consistent: true });
  const read = (organization: string, id: string) => get(erasureKey(organization, id));

  const firstDue = async (now: number): Promise<Item | undefined> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': text(ERASING),
          ':first': text(erasureDueBefore(0)),
          ':last': text(erasureDueBefore(now)),
        },
        // It may lag behind: what is no longer due is found out below, and what is just due can wait a minute.
        Limit: 1,
      }),
    );
    return Items[0];
  };

  const set = async ({ organization, id }: Erasure, assignment: string, value: AttributeValue): Promise<void> => {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(erasureKey(organization, id)),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: `SET ${assignment}`,
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  };

  /** Takes it off the list, or puts it under another time, together with what becomes of it. */
  const settle = ({ erasure }: ErasureTask, change: Change): Promise<void> =>
    inRounds(async () => {
      const item = await read(erasure.organization, erasure.id);
      if (!item) return undefined;
      const failed = await commit(table, settlement(table, item, change));
      // Settled by an earlier try whose answer was lost.
      return failed?.length === 0 ? RETRY : undefined;
    });

  return {
    takeTurn: async (now, until) => takeTurn(table, ids.secret(TURN_BYTES), { now, until }),

    next: async now => {
      const due = await firstDue(now);
      if (!due) return undefined;
      const [organization, id] = [readText(due, 'organization'), readText(due, 'id')];
      const [item, order] = await Promise.all([read(organization, id), get(erasureOrderKey(organization, id))]);
      if (item && order && erasureDueKey(readNumber(item, 'due'), id).sk === readText(due, 'sk'))
        return toTask(item, order);
      // Its receipt is over a year old, or it was put under another time: nothing is to be done under this one.
      const Key = { pk: due.pk ?? text(''), sk: due.sk ?? text('') };
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
      return undefined;
    },

    start: ({ erasure }, at) => set(erasure, 'started = if_not_exists(started, :value)', number(at)),
    note: ({ erasure }, place) => set(erasure, 'place = :value', text(place)),
    finish: (task, at, again) => settle(task, { state: 'done', at, again }),
    postpone: (task, until) => settle(task, { again: until }),
    drop: (task, at) => settle(task, { state: 'dropped', at }),
  };
};

/** Without a state the look is not at its end. */
type Change = { state: 'done' | 'dropped'; at: number; again?: number | undefined } | { state?: never; again: number };

const settlement = (table: Table, item: Item, change: Change): TransactWriteItem[] => {
  const [organization, id, due] = [readText(item, 'organization'), readText(item, 'sk'), readNumber(item, 'due')];
  const { again } = change;
  // 0 is never due: who settles twice finds that nothing is left to do.
  const times = { ':due': number(due), ':next': number(again ?? 0) };
  return [
    transactUpdate(table, erasureKey(organization, id), {
      ConditionExpression: 'due = :due',
      ...(change.state === undefined ? later(times) : atItsEnd(times, change)),
    }),
    { Delete: { TableName: table.name, Key: attributes(erasureDueKey(due, id)) } },
    again === undefined
      ? { Delete: { TableName: table.name, Key: attributes(erasureOrderKey(organization, id)) } }
      : { Put: { TableName: table.name, Item: toDueItem(organization, id, again) } },
  ];
};

const later = (times: Item) => ({ UpdateExpression: 'SET due = :next', ExpressionAttributeValues: times });

const atItsEnd = (times: Item, { state, at }: { state: string; at: number }) => ({
  UpdateExpression:
    'SET #state = :state, finished = if_not_exists(finished, :at), looks = looks + :one, due = :next REMOVE place',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ...times, ':state': text(state), ':at': number(at), ':one': number(1) },
});

const takeTurn = async (
  table: Table,
  turn: string,
  { now, until }: { now: number; until: number },
): Promise<Turn | undefined> => {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...attributes(erasureTurnKey), turn: text(turn), until: number(until) },
        ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':now': number(now) },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
  return { giveUp: () => giveUp(table, turn) };
};

const giveUp = async (table: Table, turn: string): Promise<void> => {
  try {
    await table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: attributes(erasureTurnKey),
        ConditionExpression: 'turn = :turn',
        ExpressionAttributeValues: { ':turn': text(turn) },
      }),
    );
  } catch (error) {
    // It lapsed, and is another sweep's by now.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
