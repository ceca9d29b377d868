import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { ApiToken, TokenStore } from '../ports/token-store.ts';
import { tokenKey } from './keys/organization.ts';
import { attributes, getItem, number, readText, type Table, text } from './table.ts';

export const dynamoTokenStore = (table: Table, clock: Clock): TokenStore => ({
  find: async secret => {
    const item = await getItem(table, tokenKey(secret), { consistent: false });
    if (!item) return undefined;
    // Written by `create` below.
    const token = JSON.parse(readText(item, 'token')) as ApiToken;
    return token.expires !== undefined && token.expires <= clock.now() ? undefined : token;
  },
  create: async (secret, token) => {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...attributes(tokenKey(secret)),
          token: text(JSON.stringify(token)),
          ...(token.expires !== undefined && { expires: number(Math.ceil(token.expires / 1_000)) }),
        },
      }),
    );
  },
  delete: async secret => {
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: attributes(tokenKey(secret)) }));
  },
});
