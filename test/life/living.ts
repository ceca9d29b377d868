import type { KnownRelease, LivingIssue } from '../../lib/life/living-issue.ts';
import { lifeAtBirth } from '../../lib/protocol/issue-life.ts';

export const NOW = Date.parse('2026-11-22T12:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const living = (more: Partial<LivingIssue> = {}): LivingIssue => ({
  status: 'unresolved',
  substatus: 'ongoing',
  statusChanged: NOW - 2 * DAY,
  life: lifeAtBirth('error'),
  firstSeen: NOW - 30 * DAY,
  lastSeen: NOW - HOUR,
  count: 100,
  users: 10,
  ...more,
});

/** Versions from the oldest to the newest, an hour apart, as a project's releases newest first. */
export const releases = (...versions: string[]): KnownRelease[] =>
  versions.map((version, index) => ({ version, dateAdded: NOW - (versions.length - index) * HOUR })).reverse();
