import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Outcome } from '../protocol/outcome.ts';
import { addTotals } from './add-totals.ts';
import { burialKey, deadLetterPartKey } from './keys/dead-letter.ts';
import { totalKey } from './keys/tally.ts';
import type { ReceiptEntries } from './receipts.ts';
import { attributes, type Item, keyOf, number, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** What one transaction counted for a letter: enough to take it back to the last entry. */
interface LetterPart {
  projectId: string;
  /** Rows of receipts: names of entries that go, and those that stay as reservations, in base64. */
  receipts: { pk: string; sk: string; gone: string[]; reserved: [name: string, value: string][] }[];
  /** By hour (ms since 1970). */
  totals: { hour: number; outcomes: Outcome[] }[];
}

/** How long rows live that are made here: seconds since 1970. */
export interface Lifetimes {
  part: number;
  total: number;
}

export interface PartPlace {
  letter: string;
  redrives: number;
  part: number;
  /** Of the hour's totals. */
  shard: number;
}

/**
 * Notes a part, on condition that nobody has yet, nor written the letter already, and adds its totals. Its receipts are
 * the caller's to write.
 */
export const countPart = (
  table: Table,
  { letter, redrives, part, shard }: PartPlace,
  counted: { projectId: string; entries: readonly ReceiptEntries[]; totals: LetterPart['totals'] },
  until: Lifetimes,
): TransactWriteItem[] => {
  const { projectId, entries, totals } = counted;
  const receipts = entries.map(({ key, names, reserved }) => ({
    ...key,
    gone: [...names.keys()].filter(name => !reserved.has(name)),
    reserved: [...reserved].map(([name, value]): [string, string] => [name, Buffer.from(value).toString('base64')]),
  }));
  const noted: LetterPart = { projectId, receipts, totals };
  return [
    {
      ConditionCheck: {
        TableName: table.name,
        Key: attributes(burialKey(letter, redrives)),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Put: {
        TableName: table.name,
        Item: {
          ...attributes(deadLetterPartKey(letter, part)),
          redrives: number(redrives),
          part: text(JSON.stringify(noted)),
          expires: number(until.part),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...totals.map(({ hour, outcomes }) => addTotals(table, totalKey(projectId, hour, shard), outcomes, until.total)),
  ];
};

/** Everything that `countPart` and its caller wrote, taken back, on condition that nobody has yet. */
export const undoPart = (
  table: Table,
  row: Item,
  { shard, until }: { shard: number; until: Lifetimes },
): TransactWriteItem[] => {
  // Written above.
  const { projectId, receipts, totals } = JSON.parse(readText(row, 'part')) as LetterPart;
  const key = keyOf(row);
  return [
    { Delete: { TableName: table.name, Key: attributes(key), ConditionExpression: 'attribute_exists(pk)' } },
    ...receipts.map(receipt => releaseReceipt(table, receipt, until.part)),
    ...totals.map(({ hour, outcomes }) =>
      addTotals(table, totalKey(projectId, hour, shard), outcomes.map(negative), until.total),
    ),
  ];
};

/** A receipt that has gone by itself meanwhile comes back with the reservations alone. */
const releaseReceipt = (
  table: Table,
  { gone, reserved, pk, sk }: LetterPart['receipts'][number],
  expires: number,
): TransactWriteItem => {
  const sets = ['expires = if_not_exists(expires, :expires)', ...reserved.map((_, index) => `#r${index} = :r${index}`)];
  const removes = gone.map((_, index) => `#g${index}`);
  return transactUpdate(
    table,
    { pk, sk },
    {
      UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
      ExpressionAttributeNames: Object.fromEntries([
        ...reserved.map(([name], index) => [`#r${index}`, name]),
        ...gone.map((name, index) => [`#g${index}`, name]),
      ]),
      ExpressionAttributeValues: {
        ':expires': number(expires),
        ...Object.fromEntries(reserved.map(([, value], index) => [`:r${index}`, { B: Buffer.from(value, 'base64') }])),
      },
    },
  );
};

const negative = (outcome: Outcome): Outcome => ({ ...outcome, quantity: -outcome.quantity });
