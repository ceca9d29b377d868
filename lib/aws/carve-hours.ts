import { PutItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Issue } from '../ports/issue-store.ts';
import { inTurns } from './in-turns.ts';
import { HOURS_TTL_MS, hourName } from './issue-writes.ts';
import { issueDayKey } from './keys/issue.ts';
import { attributes, type Item, number, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

type Hours = ReadonlyMap<number, number>;

/** Days written side by side. */
const MAX_WRITES = 16;

/** What leaves is taken away from an issue's hours, and what it was born with becomes rows: one a day. @param now milliseconds since 1970 */
export const carvedHours = (table: Table, { id, birth }: Issue, gone: Hours, now: number): TransactWriteItem[] => {
  const change = new Map(birth.hours);
  for (const [hour, count] of gone) change.set(hour, (change.get(hour) ?? 0) - count);
  const changed = [...change].filter(([, count]) => count !== 0);
  return daysOf(id, changed).map(([[first], hours]) =>
    transactUpdate(table, issueDayKey(id, first), {
      UpdateExpression: `ADD ${hours.map(([hour]) => `${hourName(hour)} :${hourName(hour)}`).join(', ')} SET expires = :expires`,
      ExpressionAttributeValues: {
        ...Object.fromEntries(hours.map(([hour, count]) => [`:${hourName(hour)}`, number(count)])),
        ':expires': expiry(now),
      },
    }),
  );
};

/** Hours of an issue that nobody sees yet: written again they are the same. */
export const putHours = async (table: Table, { id }: Issue, counted: Hours, now: number): Promise<void> => {
  await inTurns(MAX_WRITES, daysOf(id, [...counted]), async ([[first], hours]) => {
    const counts = Object.fromEntries(hours.map(([hour, count]) => [hourName(hour), number(count)]));
    const Item: Item = { ...attributes(issueDayKey(id, first)), ...counts, expires: expiry(now) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  });
};

type HourCount = readonly [hour: number, count: number];

const daysOf = (id: string, hours: readonly HourCount[]): [first: HourCount, all: HourCount[]][] =>
  [...Map.groupBy(hours, ([hour]) => issueDayKey(id, hour).sk).values()].flatMap((all): [HourCount, HourCount[]][] =>
    all[0] ? [[all[0], all]] : [],
  );

const expiry = (now: number) => number(Math.ceil((now + HOURS_TTL_MS) / 1_000));
