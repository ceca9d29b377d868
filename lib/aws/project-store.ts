import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { EdgeSettings } from '../ports/key-store.ts';
import {
  keyOf,
  MAX_KEYS,
  type Project,
  type ProjectChange,
  type ProjectStore,
  projectSettingsOf,
} from '../ports/project-store.ts';
import { isProjectId, MAX_PROJECT_ID } from '../protocol/issue-id.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import {
  type Key,
  organizationKey,
  projectBySlugKey,
  projectCounterKey,
  projectKey,
  projectPublicKeyKey,
  publicKeyKey,
} from './keys.ts';
import {
  isThere,
  organizationFields,
  settingsText,
  toEdgeSettings,
  toOrganization,
  toProject,
  toProjectSettings,
} from './project-rows.ts';
import {
  buryProject,
  dropKey,
  moveSlug,
  putKey,
  putProject,
  type ReadProject,
  replaceKey,
  replaceOrganization,
  replaceProject,
} from './project-writes.ts';
import { attributes, batchGet, type Item, number, readText, type Table, text } from './table.ts';

/** Decimal text: a project's id; anything else is a slug. */
const ID = /^\d+$/;

export const dynamoProjectStore = (table: Table): ProjectStore => {
  /** Whoever changes a setting sees it changed at once: everything here is read consistently. */
  const get = async (key: Key): Promise<Item | undefined> =>
    (await table.client.send(new GetItemCommand({ TableName: table.name, Key: attributes(key), ConsistentRead: true })))
      .Item;

  const query = async (pk: string, prefix: string): Promise<Item[]> => {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': text(pk), ':prefix': text(prefix) },
          ConsistentRead: true,
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

  const keys = async (projectId: string): Promise<EdgeSettings[]> => {
    const rows = await query(projectKey(projectId).pk, 'KEY#');
    const publicKeys = rows.map(row => readText(row, 'publicKey'));
    const items = await batchGet(table, publicKeys.map(publicKeyKey), { consistent: true });
    const settings = new Map(items.map(toEdgeSettings).map(key => [key.publicKey, key]));
    return publicKeys.flatMap(publicKey => settings.get(publicKey) ?? []);
  };

  const read = async (projectId: string): Promise<ReadProject | undefined> => {
    const [row, all] = await Promise.all([get(projectKey(projectId)), keys(projectId)]);
    if (!isThere(row)) return undefined;
    const settings = toProjectSettings(row) ?? (all[0] && projectSettingsOf(all[0]));
    return { row, project: toProject(row), settings, keys: all };
  };

  /** One key's own matter, which no other key and no settings of the project depend on. */
  const changeKeys = (before: EdgeSettings[], change: (key: EdgeSettings) => EdgeSettings): TransactWriteItem[] =>
    before.flatMap(key => {
      const after = change(key);
      return equal(after, key) ? [] : [replaceKey(table, key, after)];
    });

  const rewrite = (current: ReadProject, after: Project, change: NonNullable<ProjectChange['settings']>) => {
    const named = <S extends { projectSlug: string }>(settings: S): S => ({ ...settings, projectSlug: after.slug });
    return [
      replaceProject(table, current, after, current.settings && named(change(current.settings))),
      ...changeKeys(current.keys, key => named(change(key))),
    ];
  };

  const updateProject: ProjectStore['updateProject'] = (projectId, { project: rename, settings = same }) =>
    inRounds(async () => {
      const current = await read(projectId);
      if (!current) return undefined;
      const after = rename ? rename(current.project) : current.project;
      const writes = [...rewrite(current, after, settings), ...moveSlug(table, current.project, after)];
      const failed = await commit(table, writes);
      if (!failed) return after;
      return failed.length === 1 && failed[0] === writes.length - 1 ? 'slug_taken' : RETRY;
    });

  const nextId = async (): Promise<string> => {
    const { Attributes } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(projectCounterKey),
        UpdateExpression: 'ADD #last :one',
        ExpressionAttributeNames: { '#last': 'last' },
        ExpressionAttributeValues: { ':one': number(1) },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Attributes?.last?.N ?? '';
  };

  return {
    organization: async slug => {
      const item = await get(organizationKey(slug));
      return item && toOrganization(item);
    },
    list: async organization => (await query(organizationKey(organization).pk, 'PROJECT#')).map(toProject),
    find: async (organization, slugOrId) => {
      const item = await get(ID.test(slugOrId) ? projectKey(slugOrId) : projectBySlugKey(organization, slugOrId));
      const project = isThere(item) ? toProject(item) : undefined;
      return project?.organization === organization ? project : undefined;
    },
    settings: async projectId => (await read(projectId))?.settings,
    ensureSettings: (projectId, initial) =>
      inRounds(async () => {
        const current = await read(projectId);
        if (!current || toProjectSettings(current.row)) return current?.settings;
        const settings = current.settings ?? initial;
        return (await commit(table, [replaceProject(table, current, current.project, settings)])) ? RETRY : settings;
      }),
    keys,
    createOrganization: organization =>
      create({ ...attributes(organizationKey(organization.slug)), ...organizationFields(organization) }),
    createProject: async (project, settings) => {
      requireProjectId(project.id);
      await inRounds(async () => {
        const failed = await commit(table, putProject(table, project, settings));
        // A condition that does not hold says that the id or the slug is there already.
        return failed?.length === 0 ? RETRY : undefined;
      });
    },
    createKey: async settings => {
      await create({ ...attributes(publicKeyKey(settings.publicKey)), settings: settingsText(settings) });
      await create({
        ...attributes(projectPublicKeyKey(settings.projectId, settings.publicKey)),
        publicKey: text(settings.publicKey),
      });
    },
    addProject: (draft, settings) =>
      inRounds(async () => {
        const project = { ...draft, id: requireProjectId(await nextId()) };
        const failed = await commit(table, putProject(table, project, settings(project)));
        if (!failed) return project;
        // An id that set-up gave out is passed over; only the slug's row is the caller's matter.
        return failed.length === 1 && failed[0] === 1 ? 'slug_taken' : RETRY;
      }),
    updateProject,
    deleteProject: (projectId, now) =>
      inRounds(async () => {
        const current = await read(projectId);
        if (!current) return false;
        return (await commit(table, buryProject(table, current, now))) ? RETRY : true;
      }),
    addKey: (projectId, own) =>
      inRounds(async () => {
        const current = await read(projectId);
        if (!current?.settings) return undefined;
        if (current.keys.length >= MAX_KEYS) return 'too_many';
        const key = keyOf(current.settings, own);
        const writes = [replaceProject(table, current, current.project, current.settings), ...putKey(table, key)];
        return (await commit(table, writes)) ? RETRY : key;
      }),
    updateKey: (projectId, publicKey, change) =>
      inRounds(async () => {
        const item = await get(publicKeyKey(publicKey));
        const before = item && toEdgeSettings(item);
        if (before?.projectId !== projectId) return undefined;
        const after = change(before);
        return (await commit(table, [replaceKey(table, before, after)])) ? RETRY : after;
      }),
    deleteKey: (projectId, publicKey) =>
      inRounds(async () => {
        const current = await read(projectId);
        const key = current?.keys.find(one => one.publicKey === publicKey);
        if (!current || !key) return false;
        const writes = [replaceProject(table, current, current.project, current.settings), ...dropKey(table, key)];
        return (await commit(table, writes)) ? RETRY : true;
      }),
    updateOrganization: (slug, change) =>
      inRounds(async () => {
        const item = await get(organizationKey(slug));
        if (!item) return undefined;
        const before = toOrganization(item);
        const after = change(before);
        return (await commit(table, [replaceOrganization(table, before, after)])) ? RETRY : after;
      }),
    updateKeySettings: (projectId, change) =>
      inRounds(async () => {
        const current = await read(projectId);
        const all = current?.keys ?? (await keys(projectId));
        const shared = current?.settings && projectSettingsOf(change({ ...current.settings, ...NOBODY }));
        const writes = [
          ...(current && !equal(shared, current.settings)
            ? [replaceProject(table, current, current.project, shared)]
            : []),
          ...changeKeys(all, change),
        ];
        const failed = writes.length === 0 ? undefined : await commit(table, writes);
        return failed ? RETRY : all.length;
      }),
  };
};

const requireProjectId = (id: string): string => {
  if (!isProjectId(id)) throw new RangeError(`a project's id is a number from 1 to ${MAX_PROJECT_ID}, not ${id}`);
  return id;
};

const same = <T>(value: T): T => value;
/** As they are stored. */
const equal = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
/** Makes a key of what all keys of a project have in common. */
const NOBODY = { publicKey: '', enabled: true };
