import type { Issue } from '../../ports/issue-store.ts';
import type { LifetimeJson } from '../contract/issue-row.ts';
import { isoTime } from './time.ts';

export const presentLifetime = ({ count, users, firstSeen, lastSeen }: Issue): LifetimeJson => ({
  count: String(count),
  userCount: users,
  firstSeen: isoTime(firstSeen),
  lastSeen: isoTime(lastSeen),
});
