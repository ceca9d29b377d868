import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { issueIdOf } from '../protocol/issue-id.ts';
import { type Key, projectBySlugKey, shortIdKey } from './keys.ts';
import { attributes, readText, type Table } from './table.ts';

/** `FRONT-1A`: a project's slug, which may have hyphens itself, and a number in base 36 below 2^32. */
const SHORT_ID = /^(.{1,100})-([0-9A-Z]{1,7})$/;

/** The id that a short id stands for: computed from the project's slug and the number, or read of a row that old issues have. */
export const findIssueId = async (table: Table, organization: string, shortId: string): Promise<string | undefined> => {
  const [, slug = '', digits = ''] = SHORT_ID.exec(shortId.toUpperCase()) ?? [];
  if (slug === '') return undefined;
  const [projectId, old] = await Promise.all([
    readField(table, projectBySlugKey(organization, slug.toLowerCase()), 'id'),
    readField(table, shortIdKey(organization, shortId.toUpperCase()), 'issueId'),
  ]);
  return old ?? (projectId === undefined ? undefined : issueIdOf(projectId, Number.parseInt(digits, 36)));
};

const readField = async (table: Table, key: Key, name: string): Promise<string | undefined> => {
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key: attributes(key) }));
  const value = Item && readText(Item, name);
  return value === '' ? undefined : value;
};
