import type { SentryEvent, User } from '../protocol/event.ts';
import type { Json } from '../protocol/json.ts';

/** Characters, as Sentry has it; the event's own tags are cut to it at the edge. */
const MAX_VALUE_CHARS = 200;

/** The event's own tags and those that Sentry derives of its fields; one of the event's own wins. In no order. */
export const eventTags = (event: SentryEvent): Map<string, string> => {
  const tags = new Map<string, string>();
  const add = (key: string, value: Json | undefined): void => {
    if (typeof value === 'string' && value !== '' && !tags.has(key)) tags.set(key, cut(value));
  };
  for (const [key, value] of event.tags ?? []) add(key, value);
  addFields(event, add);
  addContexts(event, add);
  return tags;
};

/** What is cut within a character loses all of it: tables and files hold whole characters. */
const cut = (value: string): string => {
  const start = value.slice(0, MAX_VALUE_CHARS);
  return start.isWellFormed() ? start : start.replace(/[\ud800-\udbff]$/, '').toWellFormed();
};

/** Who was affected, in the form of Sentry's tag `user`: `id:42`, else by address, name or network address. */
export const userTag = (user: User | undefined): string | undefined => {
  if (user === undefined) return undefined;
  if (user.id) return `id:${user.id}`;
  if (user.email) return `email:${user.email}`;
  if (user.username) return `username:${user.username}`;
  return user.ip_address ? `ip:${user.ip_address}` : undefined;
};

type Add = (key: string, value: Json | undefined) => void;

const addFields = (event: SentryEvent, add: Add): void => {
  const mechanism = event.exception?.values.at(-1)?.mechanism;
  add('level', event.level);
  add('environment', event.environment);
  add('release', event.release);
  add('dist', event.dist);
  add('logger', event.logger);
  add('server_name', event.server_name);
  add('transaction', event.transaction);
  add('url', event.request?.url);
  add('mechanism', mechanism?.type);
  if (mechanism?.handled !== undefined) add('handled', mechanism.handled ? 'yes' : 'no');
  add('user', userTag(event.user));
};

/** Systems that have a tag of name and version, and one of the name alone. */
const SYSTEMS = ['browser', 'os', 'runtime', 'client_os'] as const;

const addContexts = ({ contexts = {} }: SentryEvent, add: Add): void => {
  for (const system of SYSTEMS) {
    const { name, version } = contexts[system] ?? {};
    if (typeof name !== 'string') continue;
    add(system, typeof version === 'string' ? `${name} ${version}` : name);
    add(`${system}.name`, name);
  }
  const { rooted } = contexts.os ?? {};
  if (typeof rooted === 'boolean') add('os.rooted', rooted ? 'yes' : 'no');
  add('device', contexts.device?.model);
  add('device.family', contexts.device?.family);
};
