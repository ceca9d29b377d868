import type { StoredActivity } from '../../ports/activity-store.ts';
import type { ActivityJson } from '../contract/issue.ts';
import { presentPerson } from './person.ts';
import { isoTime } from './time.ts';

export const presentActivity = ({ id, type, user, data, at }: StoredActivity): ActivityJson => ({
  id,
  type,
  user: user ? presentPerson(user) : null,
  data,
  dateCreated: isoTime(at),
});
