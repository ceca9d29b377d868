import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { MAX_REPOSITORIES, type Repository, type RepositoryStore } from '../ports/repository-store.ts';
import { REPOSITORIES, repositoryKey } from './keys/organization.ts';
import { queryPartition } from './query-partition.ts';
import { attributes, readText, type Table, text } from './table.ts';

export const dynamoRepositoryStore = (table: Table): RepositoryStore => ({
  list: async organization => {
    const read = { prefix: REPOSITORIES, most: MAX_REPOSITORIES, consistent: true };
    const rows = await queryPartition(table, repositoryKey(organization, '').pk, read);
    // Written below.
    return rows.map(row => JSON.parse(readText(row, 'repository')) as Repository);
  },
  put: async repository => {
    const key = attributes(repositoryKey(repository.organization, repository.name));
    const Item = { ...key, repository: text(JSON.stringify(repository)) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  },
  delete: async (organization, name) => {
    const Key = attributes(repositoryKey(organization, name));
    const { Attributes } = await table.client.send(
      new DeleteItemCommand({ TableName: table.name, Key, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  },
});
