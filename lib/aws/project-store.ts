import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Project, ProjectChange, ProjectStore } from '../ports/project-store.ts';
import { isProjectId, MAX_PROJECT_ID } from '../protocol/issue-id.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { organizationKey } from './keys/organization.ts';
import { PROJECT_SLUGS, projectBySlugKey, projectCounterKey, projectKey } from './keys/project.ts';
import { organizations } from './organizations.ts';
import { projectKeys } from './project-keys.ts';
import { isThere, toProject, toProjectSettings } from './project-rows.ts';
import { buryProject, changeKeys, moveSlug, putProject, replaceProject } from './project-writes.ts';
import { queryPartition } from './query-partition.ts';
import { type ReadProject, readProject } from './read-project.ts';
import { attributes, getItem, number, type Table } from './table.ts';

/** Decimal text: a project's id; anything else is a slug. */
const ID = /^\d+$/;

export const dynamoProjectStore = (table: Table): ProjectStore => ({
  ...organizations(table),
  ...projectKeys(table),

  list: async organization => {
    const read = { prefix: PROJECT_SLUGS, consistent: true };
    return (await queryPartition(table, organizationKey(organization).pk, read)).map(toProject);
  },

  find: async (organization, slugOrId) => {
    const key = ID.test(slugOrId) ? projectKey(slugOrId) : projectBySlugKey(organization, slugOrId);
    const item = await getItem(table, key, { consistent: true });
    const project = isThere(item) ? toProject(item) : undefined;
    return project?.organization === organization ? project : undefined;
  },

  settings: async projectId => (await readProject(table, projectId))?.settings,

  ensureSettings: (projectId, initial) =>
    inRounds(async () => {
      const current = await readProject(table, projectId);
      if (!current || toProjectSettings(current.row)) return current?.settings;
      const settings = current.settings ?? initial;
      return (await commit(table, [replaceProject(table, current, current.project, settings)])) ? RETRY : settings;
    }),

  createProject: async (project, settings) => {
    requireProjectId(project.id);
    await inRounds(async () => {
      const failed = await commit(table, putProject(table, project, settings));
      // A condition that does not hold says that the id or the slug is there already.
      return failed?.length === 0 ? RETRY : undefined;
    });
  },

  addProject: (draft, settings) =>
    inRounds(async () => {
      const project = { ...draft, id: requireProjectId(await nextId(table)) };
      const failed = await commit(table, putProject(table, project, settings(project)));
      if (!failed) return project;
      // An id that set-up gave out is passed over; only the slug's row is the caller's matter.
      return failed.length === 1 && failed[0] === 1 ? 'slug_taken' : RETRY;
    }),

  updateProject: (projectId, { project: rename, settings = same }) =>
    inRounds(async () => {
      const current = await readProject(table, projectId);
      if (!current) return undefined;
      const after = rename ? rename(current.project) : current.project;
      const writes = [...rewrite(table, current, after, settings), ...moveSlug(table, current.project, after)];
      const failed = await commit(table, writes);
      if (!failed) return after;
      return failed.length === 1 && failed[0] === writes.length - 1 ? 'slug_taken' : RETRY;
    }),

  deleteProject: (projectId, now) =>
    inRounds(async () => {
      const current = await readProject(table, projectId);
      if (!current) return false;
      return (await commit(table, buryProject(table, current, now))) ? RETRY : true;
    }),
});

/** A project and its keys, which carry its slug. */
const rewrite = (
  table: Table,
  current: ReadProject,
  after: Project,
  change: NonNullable<ProjectChange['settings']>,
) => {
  const named = <S extends { projectSlug: string }>(settings: S): S => ({ ...settings, projectSlug: after.slug });
  return [
    replaceProject(table, current, after, current.settings && named(change(current.settings))),
    ...changeKeys(table, current.keys, key => named(change(key))),
  ];
};

const nextId = async (table: Table): Promise<string> => {
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

const requireProjectId = (id: string): string => {
  if (!isProjectId(id)) throw new RangeError(`a project's id is a number from 1 to ${MAX_PROJECT_ID}, not ${id}`);
  return id;
};

const same = <T>(value: T): T => value;
