import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Outcome } from '../protocol/outcome.ts';
import type { Key } from './keys/key.ts';
import { number, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** Totals are kept for a year. */
export const TOTAL_TTL_SECONDS = 366 * 24 * 3_600;

/** Adds to what is counted of an hour. @param expires seconds since 1970 */
export const addTotals = (table: Table, key: Key, outcomes: readonly Outcome[], expires: number): TransactWriteItem =>
  transactUpdate(table, key, {
    UpdateExpression: `ADD ${outcomes.map((_, index) => `#${index} :${index}`).join(', ')} SET expires = :expires`,
    ExpressionAttributeNames: Object.fromEntries(outcomes.map((outcome, index) => [`#${index}`, totalName(outcome)])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(outcomes.map(({ quantity }, index) => [`:${index}`, number(quantity)])),
      ':expires': number(expires),
    },
  });

const totalName = ({ category, outcome, reason }: Outcome): string => `${category}#${outcome}#${reason}`;
