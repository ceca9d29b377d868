import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ArchiveWindows } from '../ports/archive-windows.ts';
import { hashSet, readHashes } from './hash-set.ts';
import { archiveWindowKey } from './keys/issue.ts';
import { pagesOf } from './query-partition.ts';
import { attributes, number, type Table } from './table.ts';

/** Sorts after every slot. */
const END = 'WINDOW#:';

export const dynamoArchiveWindows = (table: Table): ArchiveWindows => ({
  add: async (issueId, slot, { events, users }, expires) => {
    const sets = { events: setOf(events), users: setOf(users) };
    const given = Object.entries(sets).flatMap(([name, set]) => (set ? [[name, set] as const] : []));
    if (given.length === 0) return;
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(archiveWindowKey(issueId, slot)),
        UpdateExpression: `ADD ${given.map(([name]) => `#${name} :${name}`).join(', ')} SET expires = :expires`,
        // One of them is a word of DynamoDB's own.
        ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(given.map(([name, set]) => [`:${name}`, set])),
          ':expires': number(Math.ceil(expires / 1_000)),
        },
      }),
    );
  },

  count: async (issueId, fromSlot) => {
    const events = new Set<string>();
    const users = new Set<string>();
    for await (const slots of slotsOf(table, issueId, fromSlot))
      for (const slot of slots) {
        for (const hash of readHashes(slot.events)) events.add(hash);
        for (const hash of readHashes(slot.users)) users.add(hash);
      }
    return { events: events.size, users: users.size };
  },
});

const slotsOf = (table: Table, issueId: string, fromSlot: number) => {
  const { pk, sk } = archiveWindowKey(issueId, fromSlot);
  return pagesOf(table, pk, { between: [sk, END], consistent: true });
};

const setOf = (hashes: readonly string[]) => (hashes.length === 0 ? undefined : hashSet([...new Set(hashes)]));
