import type { TagValueCount } from '../../ports/issue-stats.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { TagJson, TagValueJson } from '../contract/tag.ts';
import { isoTime } from './time.ts';

/** Keys whose names people see spelt differently. */
const NAMES: Readonly<Record<string, string>> = {
  server_name: 'Server',
  'browser.name': 'Browser Name',
  'os.name': 'OS Name',
  os: 'OS',
  url: 'URL',
};

/** One key of an issue's tags with its most frequent values. @param counts of this key, most frequent first */
export const presentTag = (
  key: string,
  counts: readonly TagValueCount[],
  issue: Issue,
  options: { values: number },
): TagJson => {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const told = counts.filter(({ value }) => value !== undefined);
  return {
    key,
    name: Object.hasOwn(NAMES, key) ? (NAMES[key] ?? key) : key,
    totalValues: total,
    uniqueValues: told.length,
    otherValues: total - told.reduce((sum, { count }) => sum + count, 0),
    topValues: told.slice(0, options.values).map(one => presentTagValue(one, issue, total)),
  };
};

export const presentTagValue = (
  { key, value = '', count }: TagValueCount,
  issue: Issue,
  total: number,
): TagValueJson => ({
  key,
  name: value,
  value,
  count,
  percentage: total === 0 ? 0 : Math.round((count / total) * 10_000) / 100,
  query: `${key}:${JSON.stringify(value)}`,
  firstSeen: isoTime(issue.firstSeen),
  lastSeen: isoTime(issue.lastSeen),
});
