import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { MAX_UNMAPPED_TOLD, type Tally, type TallyStore } from '../ports/tally-store.ts';
import { releaseKey, unmappedToldKey } from './keys/release.ts';
import { getItem, number, readNumber, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** A day's row is asked for on that day only. */
const TOLD_TTL_SECONDS = 2 * 86_400;

export const unmappedTold =
  (table: Table): TallyStore['unmappedTold'] =>
  async (projectId, day) => {
    const item = await getItem(table, unmappedToldKey(projectId, day), { consistent: true });
    return item ? readNumber(item, 'told') : 0;
  };

/** Each release is told of once, and not too many on one day: else the whole tally is written by nobody. */
export const tellUnmapped = (
  table: Table,
  projectId: string,
  { versions, day, at }: NonNullable<Tally['unmapped']>,
): TransactWriteItem[] => [
  ...versions.map(version =>
    transactUpdate(table, releaseKey(projectId, version), {
      UpdateExpression: 'SET unmappedTold = :at',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(unmappedTold)',
      ExpressionAttributeValues: { ':at': number(at) },
    }),
  ),
  transactUpdate(table, unmappedToldKey(projectId, day), {
    UpdateExpression: 'ADD told :more SET expires = :expires',
    ConditionExpression: 'attribute_not_exists(told) OR told <= :room',
    ExpressionAttributeValues: {
      ':more': number(versions.length),
      ':room': number(MAX_UNMAPPED_TOLD - versions.length),
      ':expires': number(Math.floor(at / 1_000) + TOLD_TTL_SECONDS),
    },
  }),
];
