import { issueIdOf } from '../protocol/issue-id.ts';
import type { Key } from './keys/key.ts';
import { projectBySlugKey, shortIdKey } from './keys/project.ts';
import { getItem, readText, type Table } from './table.ts';

/** `FRONT-1A`: a project's slug, which may have hyphens itself, and a number in base 36 below 2^32. */
const SHORT_ID = /^(.{1,100})-([0-9A-Z]{1,7})$/;

/** What a short id may stand for: an issue of this project, by one of these ids. */
export interface ShortIdMeaning {
  projectId: string;
  /** Computed of the number, and read of a row that old issues have. */
  ids: string[];
}

/** By the slug that a project has now: one that it had before leads nowhere, or to the project that has it today. */
export const findIssueId = async (
  table: Table,
  organization: string,
  shortId: string,
): Promise<ShortIdMeaning | undefined> => {
  const [, slug = '', digits = ''] = SHORT_ID.exec(shortId.toUpperCase()) ?? [];
  if (slug === '') return undefined;
  const [projectId, old] = await Promise.all([
    readField(table, projectBySlugKey(organization, slug.toLowerCase()), 'id'),
    readField(table, shortIdKey(organization, shortId.toUpperCase()), 'issueId'),
  ]);
  if (projectId === undefined) return undefined;
  return { projectId, ids: [issueIdOf(projectId, Number.parseInt(digits, 36)), ...(old === undefined ? [] : [old])] };
};

const readField = async (table: Table, key: Key, name: string): Promise<string | undefined> => {
  const item = await getItem(table, key, { consistent: false });
  const value = item && readText(item, name);
  return value === '' ? undefined : value;
};
