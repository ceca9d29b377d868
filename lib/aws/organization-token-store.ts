import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  MAX_ORGANIZATION_TOKENS,
  type OrganizationToken,
  type OrganizationTokenStore,
} from '../ports/organization-token-store.ts';
import type { ApiToken } from '../ports/token-store.ts';
import { rowsOf } from './artifact-rows.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { organizationTokenKey, organizationTokens, tokenKey } from './keys/organization.ts';
import { attributes, getItem, type Item, readText, type Table, text } from './table.ts';

/**
 * A row below the organization, for people, and one by the hash of its secret, as every token has. Both are written and
 * deleted together.
 */
export const dynamoOrganizationTokenStore = (table: Table): OrganizationTokenStore => {
  const rows = async (organization: string): Promise<Item[]> =>
    (await rowsOf(table, { partition: organizationTokens(organization), prefix: '', limit: MAX_ORGANIZATION_TOKENS }))
      .rows;

  return {
    create: (secret, token) => createToken(table, rows, { secret, token }),
    list: async organization =>
      (await rows(organization)).map(toToken).sort((one, other) => other.dateCreated - one.dateCreated),
    rename: (organization, id, name) => rename(table, { organization, id, name }),
    delete: async (organization, id) => {
      const key = organizationTokenKey(organization, id);
      const item = await getItem(table, key, { consistent: true });
      if (!item) return false;
      await inRounds(async () => {
        const failed = await commit(table, [
          { Delete: { TableName: table.name, Key: attributes(key) } },
          {
            Delete: {
              TableName: table.name,
              Key: { pk: text(readText(item, 'tokenPk')), sk: text(readText(item, 'tokenSk')) },
            },
          },
        ]);
        return failed ? RETRY : undefined;
      });
      return true;
    },
  };
};

const createToken = async (
  table: Table,
  rows: (organization: string) => Promise<Item[]>,
  { secret, token }: { secret: string; token: OrganizationToken },
): Promise<boolean> => {
  const known = await rows(token.organization);
  if (known.some(row => readText(row, 'sk') === token.id)) return true;
  // Two at once may make one too many; the limit is there for lists, not for a cost.
  if (known.length >= MAX_ORGANIZATION_TOKENS) return false;
  const key = tokenKey(secret);
  const login: ApiToken = {
    kind: 'organization',
    organization: token.organization,
    name: token.name,
    scopes: token.scopes,
    dateCreated: token.dateCreated,
  };
  await inRounds(async () => {
    const failed = await commit(table, [
      {
        Put: {
          TableName: table.name,
          Item: {
            ...attributes(organizationTokenKey(token.organization, token.id)),
            token: text(JSON.stringify(token)),
            tokenPk: text(key.pk),
            tokenSk: text(key.sk),
          },
        },
      },
      { Put: { TableName: table.name, Item: { ...attributes(key), token: text(JSON.stringify(login)) } } },
    ]);
    return failed ? RETRY : undefined;
  });
  return true;
};

const rename = async (
  table: Table,
  { organization, id, name }: { organization: string; id: string; name: string },
): Promise<OrganizationToken | undefined> => {
  const key = organizationTokenKey(organization, id);
  const item = await getItem(table, key, { consistent: true });
  if (!item) return undefined;
  const token = { ...toToken(item), name };
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(key),
        UpdateExpression: 'SET #token = :token',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':token': text(JSON.stringify(token)) },
      }),
    );
    return token;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** Written above. */
const toToken = (item: Item): OrganizationToken => JSON.parse(readText(item, 'token')) as OrganizationToken;
