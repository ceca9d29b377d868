import { keyOf, MAX_KEYS, type ProjectStore, projectSettingsOf } from '../ports/project-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { projectPublicKeyKey, publicKeyKey } from './keys/project.ts';
import { settingsText, toEdgeSettings } from './project-rows.ts';
import { changeKeys, dropKey, isSameText, putKey, replaceKey, replaceProject } from './project-writes.ts';
import { putMissing } from './put-missing.ts';
import { readKeys, readProject } from './read-project.ts';
import { attributes, getItem, type Table, text } from './table.ts';

type KeysOfProjects = Pick<
  ProjectStore,
  'keys' | 'createKey' | 'addKey' | 'updateKey' | 'deleteKey' | 'updateKeySettings'
>;

/** What a project store knows of keys. */
export const projectKeys = (table: Table): KeysOfProjects => ({
  keys: projectId => readKeys(table, projectId),

  createKey: async settings => {
    const { projectId, publicKey } = settings;
    await putMissing(table, { ...attributes(publicKeyKey(publicKey)), settings: settingsText(settings) });
    await putMissing(table, { ...attributes(projectPublicKeyKey(projectId, publicKey)), publicKey: text(publicKey) });
  },

  addKey: (projectId, own) =>
    inRounds(async () => {
      const current = await readProject(table, projectId);
      if (!current?.settings) return undefined;
      if (current.keys.length >= MAX_KEYS) return 'too_many';
      const key = keyOf(current.settings, own);
      const writes = [replaceProject(table, current, current.project, current.settings), ...putKey(table, key)];
      return (await commit(table, writes)) ? RETRY : key;
    }),

  updateKey: (projectId, publicKey, change) =>
    inRounds(async () => {
      const item = await getItem(table, publicKeyKey(publicKey), { consistent: true });
      const before = item && toEdgeSettings(item);
      if (before?.projectId !== projectId) return undefined;
      const after = change(before);
      return (await commit(table, [replaceKey(table, before, after)])) ? RETRY : after;
    }),

  deleteKey: (projectId, publicKey) =>
    inRounds(async () => {
      const current = await readProject(table, projectId);
      const key = current?.keys.find(one => one.publicKey === publicKey);
      if (!current || !key) return false;
      const writes = [replaceProject(table, current, current.project, current.settings), ...dropKey(table, key)];
      return (await commit(table, writes)) ? RETRY : true;
    }),

  updateKeySettings: (projectId, change) =>
    inRounds(async () => {
      const current = await readProject(table, projectId);
      const all = current?.keys ?? (await readKeys(table, projectId));
      const shared = current?.settings && projectSettingsOf(change({ ...current.settings, ...NOBODY }));
      const writes = [
        ...(current && !isSameText(shared, current.settings)
          ? [replaceProject(table, current, current.project, shared)]
          : []),
        ...changeKeys(table, all, change),
      ];
      const failed = writes.length === 0 ? undefined : await commit(table, writes);
      return failed ? RETRY : all.length;
    }),
});

/** Makes a key of what all keys of a project have in common. */
const NOBODY = { publicKey: '', enabled: true };
