import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { EdgeSettings } from '../ports/key-store.ts';
import type { Project, ProjectSettings } from '../ports/project-store.ts';
import { projectBySlugKey, projectKey, projectPublicKeyKey, publicKeyKey, shortIdCounterKey } from './keys/project.ts';
import { projectFields, settingsText } from './project-rows.ts';
import type { ReadProject } from './read-project.ts';
import { attributes, type Item, number, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

const NEW = 'attribute_not_exists(pk)';

export const putProject = (table: Table, project: Project, settings?: ProjectSettings): TransactWriteItem[] => [
  {
    Put: {
      TableName: table.name,
      Item: {
        ...attributes(projectKey(project.id)),
        ...projectFields(project),
        ...(settings && { settings: settingsText(settings) }),
      },
      ConditionExpression: NEW,
    },
  },
  putSlug(table, project),
];

/** The row by which a project is listed and found. */
const putSlug = (table: Table, project: Project): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: { ...attributes(projectBySlugKey(project.organization, project.slug)), ...projectFields(project) },
    ConditionExpression: `${NEW} OR id = :id`,
    ExpressionAttributeValues: { ':id': text(project.id) },
  },
});

const deleteSlug = (table: Table, { organization, slug }: Project): TransactWriteItem => ({
  Delete: { TableName: table.name, Key: attributes(projectBySlugKey(organization, slug)) },
});

/** The new slug's row comes last: when its condition alone fails, the slug is another project's. */
export const moveSlug = (table: Table, before: Project, after: Project): TransactWriteItem[] => [
  ...(before.slug === after.slug ? [] : [deleteSlug(table, before)]),
  putSlug(table, after),
];

/**
 * Every write of a project's row raises its revision, and asks for the one that was read: so that of a change of all
 * keys and a new key neither passes the other by.
 */
export const replaceProject = (
  table: Table,
  { row }: ReadProject,
  after: Project,
  settings: ProjectSettings | undefined,
): TransactWriteItem => {
  const { name, slug, platform } = projectFields(after);
  return transactUpdate(table, projectKey(after.id), {
    UpdateExpression: `SET #name = :name, slug = :slug, platform = :platform, revision = :next${settings ? ', settings = :settings' : ''}`,
    ...whileUnchanged(row),
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: {
      ...whileUnchanged(row).ExpressionAttributeValues,
      ':name': name ?? text(''),
      ':slug': slug ?? text(''),
      ':platform': platform ?? text(''),
      ':next': number(revisionOf(row) + 1),
      ...(settings && { ':settings': settingsText(settings) }),
    },
  });
};

export const buryProject = (table: Table, { row, project, keys }: ReadProject, now: number): TransactWriteItem[] => [
  transactUpdate(table, projectKey(project.id), {
    UpdateExpression: 'SET deleted = :now, revision = :next REMOVE settings',
    ...whileUnchanged(row),
    ExpressionAttributeValues: {
      ...whileUnchanged(row).ExpressionAttributeValues,
      ':now': number(now),
      ':next': number(revisionOf(row) + 1),
    },
  }),
  deleteSlug(table, project),
  { Delete: { TableName: table.name, Key: attributes(shortIdCounterKey(project.id)) } },
  ...keys.flatMap(key => dropKey(table, key)),
];

const revisionOf = (row: Item): number => Number(row.revision?.N ?? 0);

const whileUnchanged = (row: Item) =>
  row.revision === undefined
    ? { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revision)', ExpressionAttributeValues: {} }
    : { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': row.revision } };

export const putKey = (table: Table, key: EdgeSettings): TransactWriteItem[] => [
  {
    Put: {
      TableName: table.name,
      Item: { ...attributes(publicKeyKey(key.publicKey)), settings: settingsText(key) },
      ConditionExpression: NEW,
    },
  },
  {
    Put: {
      TableName: table.name,
      Item: { ...attributes(projectPublicKeyKey(key.projectId, key.publicKey)), publicKey: text(key.publicKey) },
    },
  },
];

/** `before` exactly as it was read: JSON keeps the order of its names. */
export const replaceKey = (table: Table, before: EdgeSettings, after: EdgeSettings): TransactWriteItem =>
  transactUpdate(table, publicKeyKey(before.publicKey), {
    UpdateExpression: 'SET #settings = :after',
    ConditionExpression: '#settings = :before',
    ExpressionAttributeNames: { '#settings': 'settings' },
    ExpressionAttributeValues: { ':before': settingsText(before), ':after': settingsText(after) },
  });

/** One key's own matter, which no other key and no settings of the project depend on. */
export const changeKeys = (
  table: Table,
  before: readonly EdgeSettings[],
  change: (key: EdgeSettings) => EdgeSettings,
): TransactWriteItem[] =>
  before.flatMap(key => {
    const after = change(key);
    return isSameText(after, key) ? [] : [replaceKey(table, key, after)];
  });

/** As they are stored. */
export const isSameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const dropKey = (table: Table, { publicKey, projectId }: EdgeSettings): TransactWriteItem[] => [
  { Delete: { TableName: table.name, Key: attributes(publicKeyKey(publicKey)) } },
  { Delete: { TableName: table.name, Key: attributes(projectPublicKeyKey(projectId, publicKey)) } },
];
