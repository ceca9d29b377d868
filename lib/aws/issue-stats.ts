import type { Clock } from '../ports/clock.ts';
import type { HourCount, IssueStats, TagValueCount } from '../ports/issue-stats.ts';
import { type Issue, ownOf } from '../ports/issue-store.ts';
import { inTurns } from './in-turns.ts';
import { issueDayKey, issueKey, issueTagsKey, issueUsersKey } from './keys/issue.ts';
import type { Key } from './keys/key.ts';
import { queryPartition } from './query-partition.ts';
import { readLiving } from './read-living.ts';
import { getItem, type Item, readNumber, readText, type Table } from './table.ts';
import { readTags } from './tag-rows.ts';
import { toUserRow } from './user-rows.ts';
import { countUsers, sketchOf, type UserSketch, uniteSketches } from './user-sketch.ts';

const HOUR_MS = 3_600_000;
/** Queries under way at a time: one an issue of a page. */
const MAX_QUERIES = 25;

/** Reads what tallies have written, together with what the issues were born with. */
export const dynamoIssueStats = (table: Table, clock: Clock): IssueStats => {
  const isShown = (row: Item): boolean => readNumber(row, 'expires') * 1_000 > clock.now();

  const merged = async ({ merged: of }: Issue): Promise<Issue[]> =>
    [...(await readLiving(table, of?.ids ?? [], clock.now(), { consistent: false })).values()].map(ownOf);

  const read = async (key: Key): Promise<Item | undefined> => {
    const item = await getItem(table, key, { consistent: false });
    return item && isShown(item) ? item : undefined;
  };

  /** An issue as its own events have made it, and those that were merged into it. */
  const familyOf = async (issue: Issue): Promise<Issue[]> =>
    issue.merged ? [ownOf(issue), ...(await merged(issue))] : [issue];

  const hoursOf = async (issue: Issue, from: number, to: number): Promise<[number, number][]> => {
    const rows = isAllBorn(issue) ? [] : (await daysOf(table, issue.id, from, to)).filter(isShown);
    return [...issue.birth.hours, ...rows.flatMap(hoursIn)].filter(([hour]) => hour >= from && hour <= to);
  };

  const tagsOf = async ({ id, birth }: Issue): Promise<TagValueCount[]> => {
    const row = await read(issueTagsKey(id));
    return [...birth.tags.map(([key, value, count]) => ({ key, value, count })), ...(row ? readTags(row) : [])];
  };

  const usersOf = async ({ id, birth }: Issue): Promise<UserSketch> => {
    const row = await read(issueUsersKey(id));
    return row ? toUserRow(row).sketch : sketchOf(birth.users, false);
  };

  return {
    hourly: async (issues, from, to) => {
      // The id of its first hour: a row begins with its day.
      const first = from - (from % HOUR_MS);
      const families = await inTurns(MAX_QUERIES, issues, async issue => ({
        id: issue.id,
        all: await familyOf(issue),
      }));
      const each = families.flatMap(({ id, all }) => all.map(issue => ({ id, issue })));
      const counted = await inTurns(MAX_QUERIES, each, async ({ id, issue }) => ({
        id,
        hours: await hoursOf(issue, first, to),
      }));
      const byId = Map.groupBy(counted, ({ id }) => id);
      return new Map(issues.map(({ id }) => [id, sumHours((byId.get(id) ?? []).flatMap(({ hours }) => hours))]));
    },

    tags: async issue => sumTags((await inTurns(MAX_QUERIES, await familyOf(issue), tagsOf)).flat()),
    users: async issue => countUsers(uniteSketches(await inTurns(MAX_QUERIES, await familyOf(issue), usersOf))),
  };
};

const sumHours = (counted: readonly [hour: number, count: number][]): HourCount[] => {
  const hours = new Map<number, number>();
  for (const [hour, count] of counted) hours.set(hour, (hours.get(hour) ?? 0) + count);
  return [...hours].map(([hour, count]) => ({ hour, count })).sort((a, b) => a.hour - b.hour);
};

/** Whoever has seen no events but those that opened it has no rows: nothing is read. */
const isAllBorn = ({ birth, count }: Issue): boolean => sumOf(birth.hours.map(([, events]) => events)) === count;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const daysOf = (table: Table, id: string, from: number, to: number): Promise<Item[]> =>
  queryPartition(table, issueKey(id).pk, { between: [issueDayKey(id, from).sk, issueDayKey(id, to).sk] });

/** `HOURS#2026-11-22` with `h00` … `h23`. */
const hoursIn = (row: Item): [hour: number, count: number][] => {
  const day = Date.parse(readText(row, 'sk').slice('HOURS#'.length));
  return Object.entries(row).flatMap(([name, count]): [number, number][] => {
    const hour = /^h(\d\d)$/.exec(name)?.[1];
    return hour === undefined ? [] : [[day + Number(hour) * HOUR_MS, Number(count.N)]];
  });
};

const sumTags = (counts: readonly TagValueCount[]): TagValueCount[] => {
  const sums = new Map<string, TagValueCount>();
  for (const one of counts) {
    const name = `${one.key}#${one.value ?? ''}`;
    const sum = sums.get(name);
    if (sum) sum.count += one.count;
    else sums.set(name, { ...one });
  }
  return [...sums.values()].sort((a, b) => (a.key === b.key ? b.count - a.count : a.key < b.key ? -1 : 1));
};
