import { PutItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CarvedEvents, Issue } from '../ports/issue-store.ts';
import type { TagCount } from '../ports/tally-store.ts';
import { expiryBeside } from './beside-issue.ts';
import { issueTagsKey } from './keys/issue.ts';
import { attributes, getItem, type Item, number, type Table } from './table.ts';
import { readTags, tagAttribute } from './tag-rows.ts';

/** How often an issue has counted each value of each key, and each key without a value. Strongly consistent. */
type Counts = Map<string, TagCount>;

export const readTagCounts = async (table: Table, { id, birth }: Issue): Promise<TagCount[]> => {
  const item = await getItem(table, issueTagsKey(id), { consistent: true });
  const born = birth.tags.map(([key, value, count]) => ({ key, value, count }));
  return [...sum([...born, ...(item ? readTags(item) : [])]).values()];
};

const sum = (counted: readonly TagCount[]): Counts => {
  const sums: Counts = new Map();
  for (const one of counted) {
    const name = tagAttribute(one);
    sums.set(name, { ...one, count: one.count + (sums.get(name)?.count ?? 0) });
  }
  return sums;
};

export interface CarvedTags {
  /** As they were counted: values that the issue did not tell apart stand under their key alone. */
  part: TagCount[];
  write(table: Table, whole: Issue): TransactWriteItem[];
}

/** What leaves is taken away from what was counted, so that both together are what they were. `undefined`: it was not counted. */
export const carveTags = (counted: readonly TagCount[], gone: CarvedEvents['tags']): CarvedTags | undefined => {
  const rest = sum(counted);
  const keys = new Set(counted.map(({ key }) => key));
  const part: Counts = new Map();
  for (const { key, value, count } of gone) {
    // Of a key that the issue has no room for nothing was counted.
    if (!keys.has(key)) continue;
    const left = take(rest, part, { key, value, count });
    if (take(rest, part, { key, count: left }) > 0) return undefined;
  }
  return { part: [...part.values()], write: (table, whole) => [{ Put: tagsRow(table, whole, [...rest.values()]) }] };
};

/** @returns how many there were too few */
const take = (rest: Counts, part: Counts, asked: TagCount): number => {
  const name = tagAttribute(asked);
  const known = rest.get(name);
  const count = Math.min(asked.count, known?.count ?? 0);
  if (!known || count === 0) return asked.count;
  if (known.count === count) rest.delete(name);
  else rest.set(name, { ...known, count: known.count - count });
  part.set(name, { ...known, count: count + (part.get(name)?.count ?? 0) });
  return asked.count - count;
};

/** Tags of an issue that nobody sees yet: written again they are the same. */
export const putTags = async (table: Table, part: Issue, counts: readonly TagCount[]): Promise<void> => {
  if (counts.length > 0) await table.client.send(new PutItemCommand(tagsRow(table, part, counts)));
};

const tagsRow = (table: Table, { id, expires }: Issue, counts: readonly TagCount[]) => {
  const named = counts.map((one): [string, Item[string]] => [tagAttribute(one), number(one.count)]);
  const expiry = number(expiryBeside(expires));
  return {
    TableName: table.name,
    Item: { ...attributes(issueTagsKey(id)), ...Object.fromEntries(named), expires: expiry },
  };
};
