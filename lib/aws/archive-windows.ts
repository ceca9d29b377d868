import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ArchiveWindows } from '../ports/archive-windows.ts';
import { archiveWindowKey } from './keys/issue.ts';
import { pagesOf } from './query-partition.ts';
import { attributes, number, type Table } from './table.ts';

/** Sorts after every slot. */
const END = 'WINDOW#:';

export const dynamoArchiveWindows = (table: Table): ArchiveWindows => ({
  add: async (issueId, slot, { events, users }, expires) => {
    const sets = { events: binarySet(events), users: binarySet(users) };
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
        for (const hash of slot.events?.BS ?? []) events.add(hex(hash));
        for (const hash of slot.users?.BS ?? []) users.add(hex(hash));
      }
    return { events: events.size, users: users.size };
  },
});

const slotsOf = (table: Table, issueId: string, fromSlot: number) => {
  const { pk, sk } = archiveWindowKey(issueId, fromSlot);
  return pagesOf(table, pk, { between: [sk, END], consistent: true });
};

const binarySet = (hashes: readonly string[]) =>
  hashes.length === 0 ? undefined : { BS: [...new Set(hashes)].map(hash => Buffer.from(hash, 'hex')) };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
