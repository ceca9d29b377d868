import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { ErasedCounts, Erasure, ErasureOrder, ErasureStore } from '../ports/erasure-store.ts';
import type { Ids } from '../ports/ids.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { fromErasureItem, toErasureItem, toOrderItem } from './erasure-item.ts';
import { erasureDueKey, erasureKey } from './keys/erasure.ts';
import { attributes, getItem, type Item, type Table, text } from './table.ts';

const MINUTE_MS = 60_000;
/**
 * When the first look begins after the order. Until then edges forget the keys of a deleted project (a minute), and
 * what a digest had in hand is written.
 */
const FIRST_LOOK_MS = {
  issue: 2 * MINUTE_MS,
  project: 2 * MINUTE_MS,
  retention: 2 * MINUTE_MS,
  user: 2 * MINUTE_MS,
} as const satisfies Record<ErasureOrder['kind'], number>;

const NOTHING: ErasedCounts = {
  issues: 0,
  events: 0,
  attachments: 0,
  feedback: 0,
  users: 0,
  rows: 0,
  shortened: 0,
  payloadBytes: 0,
  attachmentBytes: 0,
};

const ERASURE_ID = /^[0-9a-f]{32}$/;
/** Hex digits of an id that say when it was made; the rest is random. */
const TIME_DIGITS = 12;

export const dynamoErasureStore = (table: Table, deps: { clock: Clock; ids: Pick<Ids, 'secret'> }): ErasureStore => {
  const shown = (item: Item): Erasure[] =>
    Number(item.expires?.N ?? 0) * 1_000 > deps.clock.now() ? [fromErasureItem(item)] : [];

  return {
    request: async ({ organization, order, requestedBy }) => {
      const requested = deps.clock.now();
      const id = requested.toString(16).padStart(TIME_DIGITS, '0') + deps.ids.secret((32 - TIME_DIGITS) / 2);
      const erasure: Erasure = {
        ...{ id, organization, kind: order.kind, projectIds: order.projectIds, requestedBy, requested },
        ...{ state: 'requested', erased: NOTHING, issues: [] },
      };
      const due = requested + FIRST_LOOK_MS[order.kind];
      const writes = [toErasureItem(erasure, due), toOrderItem(erasure, order), toDueItem(organization, id, due)];
      await inRounds(async () => {
        const failed = await commit(
          table,
          writes.map(Item => ({ Put: { TableName: table.name, Item } })),
        );
        return failed ? RETRY : undefined;
      });
      return erasure;
    },

    get: async (organization, id) => {
      if (!ERASURE_ID.test(id)) return undefined;
      const item = await getItem(table, erasureKey(organization, id), { consistent: true });
      return item && shown(item)[0];
    },

    list: async (organization, { limit, cursor }) => {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': text(erasureKey(organization, '').pk) },
          ScanIndexForward: false,
          Limit: limit,
          // A cursor comes from outside: what is none reads as the beginning.
          ExclusiveStartKey:
            cursor && ERASURE_ID.test(cursor) ? attributes(erasureKey(organization, cursor)) : undefined,
        }),
      );
      const next = page.LastEvaluatedKey?.sk?.S;
      return { erasures: (page.Items ?? []).flatMap(shown), ...(next && { next }) };
    },
  };
};

/** By which the sweep finds it. */
export const toDueItem = (organization: string, id: string, due: number): Item => ({
  ...attributes(erasureDueKey(due, id)),
  organization: text(organization),
  id: text(id),
});
