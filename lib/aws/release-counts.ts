import { DeleteItemCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import {
  MAX_DAY_COUNTS,
  type MapCounts,
  type ReleaseCounts,
  type ReleaseDayCount,
  sumMapCounts,
} from '../ports/release-counts.ts';
import type { ReleaseUse } from '../ports/tally-store.ts';
import { RELEASE_DAY_SHARDS, RELEASE_DAYS, releaseDayKey, releasePartition, releaseUsersKey } from './keys/release.ts';
import { queryPartition } from './query-partition.ts';
import { readReleaseUsers } from './release-users.ts';
import { attributes, deleteRows, type Item, number, readNumber, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** Counts of a day are kept for a year, as those of issues and totals are. */
const DAYS_TTL_SECONDS = 366 * 86_400;
/** Rows that are deleted at once. */
const PAGE = 200;

export const dynamoReleaseCounts = (table: Table): ReleaseCounts => ({
  daily: async (projectId, version, { from = '' } = {}) => {
    const rows = await readDays(table, releasePartition(projectId, version), from);
    return { counts: sumDays(rows.slice(0, MAX_DAY_COUNTS)), complete: rows.length <= MAX_DAY_COUNTS };
  },
  users: readReleaseUsers(table),
});

/** One more than is allowed, where there is one. */
const readDays = (table: Table, partition: string, from: string): Promise<Item[]> =>
  queryPartition(table, partition, {
    // The last one sorts after all days.
    between: [`${RELEASE_DAYS}${from}`, `${RELEASE_DAYS}~`],
    most: MAX_DAY_COUNTS + 1,
  });

/** `DAY#2026-11-22#0#production` */
const DAY_ROW = /^DAY#(\d{4}-\d\d-\d\d)#\d+#(.*)$/s;

const sumDays = (rows: readonly Item[]): ReleaseDayCount[] => {
  const sums = new Map<string, ReleaseDayCount>();
  for (const row of rows) {
    const [, day = '', environment = ''] = DAY_ROW.exec(readText(row, 'sk')) ?? [];
    const sum = sums.get(`${day}#${environment}`) ?? { day, environment, events: 0, newIssues: 0 };
    const maps = sumMapCounts([sum.maps, mapsOf(row)]);
    sums.set(`${day}#${environment}`, {
      ...sum,
      events: sum.events + readNumber(row, 'events'),
      newIssues: sum.newIssues + readNumber(row, 'newIssues'),
      ...(maps && { maps }),
    });
  }
  return [...sums.values()].sort((a, b) => (a.day === b.day ? b.events - a.events : a.day < b.day ? -1 : 1));
};

const COVERAGES = ['mapped', 'partly', 'unmapped'] as const;
/** Attributes of a row: why events were not mapped, as `why_missing_source`. */
const WHY = 'why_';

const mapsOf = (row: Item): MapCounts | undefined => {
  if (!COVERAGES.some(name => row[name])) return undefined;
  const [mapped, partly, unmapped] = [
    readNumber(row, 'mapped'),
    readNumber(row, 'partly'),
    readNumber(row, 'unmapped'),
  ];
  const words = Object.keys(row).filter(name => name.startsWith(WHY));
  const reasons = Object.fromEntries(words.map(name => [name.slice(WHY.length), readNumber(row, name)]));
  return { mapped, partly, unmapped, reasons };
};

/** What is added to a row, by its attributes; nothing is added that is nothing. */
const sumsOf = ({ events, newIssues, maps }: ReleaseUse): [name: string, more: number][] => {
  const reasons = Object.entries(maps?.reasons ?? {}).map(([word, more]): [string, number] => [`${WHY}${word}`, more]);
  const coverages = COVERAGES.map((name): [string, number] => [name, maps?.[name] ?? 0]);
  const all: [string, number][] = [['events', events], ['newIssues', newIssues], ...coverages, ...reasons];
  return all.filter(([, more]) => more > 0);
};

/** What a tally adds to the releases that its events name. @param now seconds since 1970 */
export const addReleaseUses = (
  table: Table,
  projectId: string,
  uses: readonly ReleaseUse[],
  { random, now }: { random: (shards: number) => number; now: number },
): TransactWriteItem[] =>
  uses.map(use => {
    const sums = sumsOf(use);
    const key = releaseDayKey(projectId, use.version, { ...use, shard: random(RELEASE_DAY_SHARDS) });
    return transactUpdate(table, key, {
      UpdateExpression: `ADD ${sums.map((_, place) => `#${place} :${place}`).join(', ')} SET expires = :expires`,
      ExpressionAttributeNames: Object.fromEntries(sums.map(([name], place) => [`#${place}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(sums.map(([, more], place) => [`:${place}`, number(more)])),
        ':expires': number(now + DAYS_TTL_SECONDS),
      },
    });
  });

/** All that was counted of a release that goes. */
export const dropCounts = async (table: Table, projectId: string, version: string): Promise<void> => {
  for (;;) {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': text(releasePartition(projectId, version)),
          ':prefix': text(RELEASE_DAYS),
        },
        ConsistentRead: true,
        Limit: PAGE,
      }),
    );
    if (Items.length === 0) break;
    await deleteRows(table, Items);
  }
  const users = attributes(releaseUsersKey(projectId, version));
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: users }));
};
