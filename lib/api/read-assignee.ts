import type { Assignee } from '../protocol/issue-life.ts';
import { personId } from '../protocol/person-id.ts';
import type { Caller } from './authenticate.ts';
import { refuseFields } from './refusal.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const NAMED = /^(user|team):(\S+)$/;
const SLUG = /^[\w-]+$/;

/** Whom an issue is assigned to; `null`: nobody. There are no accounts: an address or a slug stands for itself. */
export const readAssignee = (caller: Caller, text: string): Assignee | null => {
  if (text === '') return null;
  if (text === 'me') return user(caller.user.id, caller.user.name);
  if (ADDRESS.test(text)) return user(personId(caller.organization, text), text);
  const [, type, id = ''] = NAMED.exec(text) ?? [];
  if (type === 'user') return named(caller, id);
  const slug = text.startsWith('#') ? text.slice(1) : type === 'team' ? id : '';
  if (SLUG.test(slug)) return { type: 'team', id: slug, name: slug, by: 'manual' };
  throw refuseFields([
    { field: 'assignedTo', why: 'expected user:ID, team:SLUG, #SLUG, an e-mail address, me, or nothing' },
  ]);
};

const named = (caller: Caller, id: string): Assignee => {
  if (id === caller.user.id) return user(id, caller.user.name);
  return ADDRESS.test(id) ? user(personId(caller.organization, id), id) : user(id, id);
};

const user = (id: string, name: string): Assignee => ({ type: 'user', id, name, by: 'manual' });
