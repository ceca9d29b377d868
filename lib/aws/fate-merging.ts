import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { FateDay, FateMerging } from '../ports/fate-log.ts';
import { deleteFates, putFates, readFates, type StoredFates, toStoredFates } from './fate-files.ts';
import { type FateFile, joinFateFiles } from './fate-records.ts';
import { inTurns } from './in-turns.ts';
import { FATES_DUE, fatesDueKey, fatesDueUntil, fatesPartition, fatesUntil } from './keys/fate.ts';
import { planMerge } from './plan-merge.ts';
import { queryPartition } from './query-partition.ts';
import { attributes, type Item, readText, type Table, text } from './table.ts';

export interface FateMergingDeps {
  table: Table;
  blobs: BlobStore;
  clock: Clock;
}

/** Rows of a day that one step looks at: at most 7 MB. */
const MAX_LISTED = 1_000;
/** Read or deleted side by side. */
const AT_ONCE = 16;
const DAY_MS = 86_400_000;
/** So long after a day's end it is merged for the last time. Nearly all of it has come by then. */
const DAY_GRACE_MS = 3_600_000;

/** Merges files in the order: new object, its row, old objects, old rows. Whoever looks meanwhile finds a fate twice, never not at all. */
export const dynamoFateMerging = (deps: FateMergingDeps): FateMerging => {
  const { table, clock } = deps;
  const put = async (of: FateDay): Promise<void> => {
    const Item = { ...attributes(fatesDueKey(of)), projectId: text(of.projectId), day: text(of.day) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  };
  const drop = async (of: FateDay): Promise<void> => {
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: attributes(fatesDueKey(of)) }));
  };
  /** The new time first: who dies in between has the day under both. */
  const postpone = async (of: FateDay, until: number): Promise<void> => {
    if (until === of.due) return;
    await put({ ...of, due: until });
    await drop(of);
  };

  return {
    due: limit => listDue(deps, limit),

    merge: async of => {
      const groups = Map.groupBy(await listFiles(table, of), ({ kept }) => JSON.stringify(kept));
      for (const files of groups.values()) {
        const sources = planMerge(files, { isOver: clock.now() >= overAt(of) });
        if (sources.length === 0) continue;
        await mergeFiles(deps, of, sources);
        return 'more';
      }
      return 'done';
    },

    settle: of => (clock.now() < overAt(of) ? postpone(of, overAt(of)) : drop(of)),
    postpone,
  };
};

const overAt = ({ day }: FateDay): number => Date.parse(day) + DAY_MS + DAY_GRACE_MS;

const listDue = async ({ table, clock }: FateMergingDeps, limit: number): Promise<FateDay[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk < :until',
      ExpressionAttributeValues: { ':pk': text(FATES_DUE), ':until': text(fatesDueUntil(clock.now())) },
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return Items.map(toDay);
};

const toDay = (row: Item): FateDay => ({
  projectId: readText(row, 'projectId'),
  day: readText(row, 'day'),
  due: Date.parse(readText(row, 'sk').split('#')[0] ?? ''),
});

const listFiles = async (table: Table, { projectId, day }: FateDay): Promise<StoredFates[]> => {
  const read = { between: [day, fatesUntil(day)] as const, most: MAX_LISTED, consistent: true };
  return (await queryPartition(table, fatesPartition(projectId), read)).map(toStoredFates);
};

/** A source that is gone was merged by somebody else: what was in it is in a row that was there before it went. */
const mergeFiles = async (deps: FateMergingDeps, of: FateDay, sources: readonly StoredFates[]): Promise<void> => {
  const read = await inTurns(AT_ONCE, sources, file => readFates(deps.blobs, file));
  const files = read.filter((file): file is FateFile => file !== undefined);
  const [first] = sources;
  if (!first) return;
  const folder = { projectId: of.projectId, day: of.day, kept: first.kept };
  const merged = files.length > 0 ? await putFates(deps.table, deps.blobs, folder, joinFateFiles(files)) : undefined;
  // What holds all that the others do comes out of a merge as it went in.
  const gone = sources.filter(({ name }) => name !== merged);
  await inTurns(AT_ONCE, gone, file => deleteFates(deps.table, deps.blobs, of, file));
};
