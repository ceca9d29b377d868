import type { EdgeSettings } from '../ports/key-store.ts';
import { type Project, type ProjectSettings, projectSettingsOf } from '../ports/project-store.ts';
import { PUBLIC_KEYS, projectKey, publicKeyKey } from './keys/project.ts';
import { isThere, toEdgeSettings, toProject, toProjectSettings } from './project-rows.ts';
import { queryPartition } from './query-partition.ts';
import { batchGet, getItem, type Item, readText, type Table } from './table.ts';

/** A project as it was read: what is written below it holds only as long as nobody else has written. */
export interface ReadProject {
  row: Item;
  project: Project;
  settings: ProjectSettings | undefined;
  keys: EdgeSettings[];
}

/** Whoever changes a setting sees it changed at once: everything here is read consistently. */
export const readProject = async (table: Table, projectId: string): Promise<ReadProject | undefined> => {
  const [row, keys] = await Promise.all([
    getItem(table, projectKey(projectId), { consistent: true }),
    readKeys(table, projectId),
  ]);
  if (!isThere(row)) return undefined;
  const settings = toProjectSettings(row) ?? (keys[0] && projectSettingsOf(keys[0]));
  return { row, project: toProject(row), settings, keys };
};

export const readKeys = async (table: Table, projectId: string): Promise<EdgeSettings[]> => {
  const rows = await queryPartition(table, projectKey(projectId).pk, { prefix: PUBLIC_KEYS, consistent: true });
  const publicKeys = rows.map(row => readText(row, 'publicKey'));
  const items = await batchGet(table, publicKeys.map(publicKeyKey), { consistent: true });
  const settings = new Map(items.map(toEdgeSettings).map(key => [key.publicKey, key]));
  return publicKeys.flatMap(publicKey => settings.get(publicKey) ?? []);
};
