import type { SentryEvent } from '../../protocol/event.ts';
import { mainException } from './event-title.ts';

/** The event's own tags and those that Sentry derives; one of the event's own wins. Sorted by key. */
export const presentTags = (event: SentryEvent): { key: string; value: string }[] => {
  const tags = new Map<string, string>();
  for (const [key, value] of [...(event.tags ?? []), ...derivedTags(event)]) {
    if (value !== undefined && value !== '' && !tags.has(key)) tags.set(key, value);
  }
  return [...tags].map(([key, value]) => ({ key, value })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
};

const derivedTags = (event: SentryEvent): [string, string | undefined][] => {
  const mechanism = mainException(event)?.mechanism;
  return [
    ['level', event.level],
    ['environment', event.environment],
    ['release', event.release],
    ['dist', event.dist],
    ['logger', event.logger],
    ['server_name', event.server_name],
    ['transaction', event.transaction],
    ['url', event.request?.url],
    ['mechanism', mechanism?.type],
    ['handled', mechanism?.handled === undefined ? undefined : mechanism.handled ? 'yes' : 'no'],
    ['browser', nameAndVersion(event, 'browser')],
    ['os', nameAndVersion(event, 'os')],
    ['runtime', nameAndVersion(event, 'runtime')],
  ];
};

const nameAndVersion = (event: SentryEvent, context: string): string | undefined => {
  const { name, version } = event.contexts?.[context] ?? {};
  if (typeof name !== 'string') return undefined;
  return typeof version === 'string' ? `${name} ${version}` : name;
};
