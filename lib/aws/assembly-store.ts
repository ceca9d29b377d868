import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Assembly, AssemblyKey, AssemblyStore } from '../ports/assembly-store.ts';
import { assemblyKey } from './keys/artifact.ts';
import { attributes, getItem, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** Seconds: as long as what was made of it lives at least. Afterwards it is assembled anew. */
const TTL_SECONDS = 90 * 86_400;

export const dynamoAssemblyStore = (table: Table): AssemblyStore => ({
  get: async key => {
    const item = await getItem(table, assemblyKey(key), { consistent: true });
    return item && fromItem(item);
  },
  begin: async (key, now, before) => {
    const Item = toItem(key, { state: 'created', since: now, bundles: [] });
    const condition = before
      ? {
          ConditionExpression: '#state = :state AND since = :since',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': text(before.state), ':since': number(before.since) },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' };
    try {
      await table.client.send(new PutItemCommand({ TableName: table.name, Item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
  set: async (key, assembly) => {
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: toItem(key, assembly) }));
  },
});

const toItem = (key: AssemblyKey, { state, detail, since, bundles }: Assembly): Item => ({
  ...attributes(assemblyKey(key)),
  state: text(state),
  since: number(since),
  ...(detail !== undefined && { detail: text(detail) }),
  bundles: text(JSON.stringify(bundles)),
  expires: number(Math.ceil(since / 1_000) + TTL_SECONDS),
});

const fromItem = (item: Item): Assembly => ({
  // Written above from this very type, as are the bundles.
  state: readText(item, 'state') as Assembly['state'],
  since: readNumber(item, 'since'),
  ...(item.detail && { detail: readText(item, 'detail') }),
  bundles: JSON.parse(readText(item, 'bundles')) as Assembly['bundles'],
});
