import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { EdgeSettings } from '../ports/key-store.ts';
import type { Project, ProjectStore } from '../ports/project-store.ts';
import { type Key, organizationKey, projectBySlugKey, projectKey, projectPublicKeyKey, publicKeyKey } from './keys.ts';
import { attributes, batchGet, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** A setting that is changed by somebody else just then is read and changed again, this often at most. */
const MAX_ROUNDS = 8;
/** Decimal text: a project's id; anything else is a slug. */
const ID = /^\d+$/;

export const dynamoProjectStore = (table: Table): ProjectStore => {
  const get = async (key: Key, options: { consistent: boolean } = { consistent: false }): Promise<Item | undefined> =>
    (
      await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: attributes(key), ConsistentRead: options.consistent }),
      )
    ).Item;

  const query = async (pk: string, prefix: string): Promise<Item[]> => {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': text(pk), ':prefix': text(prefix) },
          ExclusiveStartKey: from,
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  };

  const create = async (item: Item): Promise<void> => {
    try {
      await table.client.send(
        new PutItemCommand({ TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

  /** Whether nobody had changed the settings since they were read. */
  const replaceSettings = async (publicKey: string, before: string, after: string): Promise<boolean> => {
    try {
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: attributes(publicKeyKey(publicKey)),
          UpdateExpression: 'SET #settings = :after',
          ConditionExpression: '#settings = :before',
          ExpressionAttributeNames: { '#settings': 'settings' },
          ExpressionAttributeValues: { ':before': text(before), ':after': text(after) },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  const updateSettings = async (
    publicKey: string,
    change: (settings: EdgeSettings) => EdgeSettings,
  ): Promise<boolean> => {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const before = (await get(publicKeyKey(publicKey), { consistent: true }))?.settings?.S;
      if (before === undefined) return false;
      const after = JSON.stringify(change(toEdgeSettings({ settings: { S: before } })));
      if (after === before || (await replaceSettings(publicKey, before, after))) return true;
    }
    throw new Error('the settings of a key were changed by others each time');
  };

  return {
    organization: async slug => {
      const item = await get(organizationKey(slug));
      return (
        item && {
          slug: readText(item, 'slug'),
          name: readText(item, 'name'),
          dateCreated: readNumber(item, 'dateCreated'),
        }
      );
    },
    list: async organization => (await query(organizationKey(organization).pk, 'PROJECT#')).map(toProject),
    find: async (organization, slugOrId) => {
      const item = await get(ID.test(slugOrId) ? projectKey(slugOrId) : projectBySlugKey(organization, slugOrId));
      const project = item && toProject(item);
      return project?.organization === organization ? project : undefined;
    },
    keys: async projectId => {
      const rows = await query(projectKey(projectId).pk, 'KEY#');
      const items = await batchGet(
        table,
        rows.map(row => publicKeyKey(readText(row, 'publicKey'))),
        { consistent: true },
      );
      return items.map(toEdgeSettings);
    },
    createOrganization: organization =>
      create({
        ...attributes(organizationKey(organization.slug)),
        slug: text(organization.slug),
        name: text(organization.name),
        dateCreated: number(organization.dateCreated),
      }),
    createProject: async project => {
      const fields = projectFields(project);
      await create({ ...attributes(projectKey(project.id)), ...fields });
      await create({ ...attributes(projectBySlugKey(project.organization, project.slug)), ...fields });
    },
    createKey: async settings => {
      await create({ ...attributes(publicKeyKey(settings.publicKey)), settings: text(JSON.stringify(settings)) });
      await create({
        ...attributes(projectPublicKeyKey(settings.projectId, settings.publicKey)),
        publicKey: text(settings.publicKey),
      });
    },
    updateKeySettings: async (projectId, change) => {
      let updated = 0;
      for (const row of await query(projectKey(projectId).pk, 'KEY#')) {
        if (await updateSettings(readText(row, 'publicKey'), change)) updated++;
      }
      return updated;
    },
  };
};

const projectFields = (project: Project): Item => ({
  id: text(project.id),
  slug: text(project.slug),
  name: text(project.name),
  organization: text(project.organization),
  platform: text(project.platform),
  dateCreated: number(project.dateCreated),
});

const toProject = (item: Item): Project => ({
  id: readText(item, 'id'),
  slug: readText(item, 'slug'),
  name: readText(item, 'name'),
  organization: readText(item, 'organization'),
  platform: readText(item, 'platform'),
  dateCreated: readNumber(item, 'dateCreated'),
});

/** Written by `createKey` as one piece of JSON, because the edge reads it as one. */
export const toEdgeSettings = (item: { settings?: { S?: string } }): EdgeSettings =>
  JSON.parse(item.settings?.S ?? '{}') as EdgeSettings;
