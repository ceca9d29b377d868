import type { Tombstone } from '../../ports/tombstone-store.ts';
import { presentPerson } from './person.ts';
import { isoTime } from './time.ts';

/** In Sentry's words. */
export const presentTombstone = ({ id, title, culprit, type, level, metadata, at, user }: Tombstone) => ({
  id,
  title,
  culprit,
  type,
  level,
  metadata,
  message: title,
  actor: user ? presentPerson(user) : null,
  dateAdded: isoTime(at),
});
