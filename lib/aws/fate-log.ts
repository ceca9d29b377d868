import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { FateLog } from '../ports/fate-log.ts';
import { recent } from '../protocol/recent.ts';
import { putFates } from './fate-files.ts';
import { toFateFile } from './fate-records.ts';
import { findFate } from './find-fate.ts';
import { eventAnnouncedKey } from './keys/event.ts';
import { fatesDueKey } from './keys/fate.ts';
import { attributes, batchWrite, getItem, number, readNumber, type Table, text } from './table.ts';

export interface FateLogDeps {
  clock: Clock;
  /** How long this installation keeps events. */
  retentionDays: number;
}

/** What is logged within so long is merged together. */
const MERGE_EVERY_MS = 600_000;
/** Projects with a day and ten minutes of which this process knows that they are to be merged. */
const MAX_REMEMBERED = 5_000;
const DAY_MS = 86_400_000;

/** Sorted files by project and day: in rows while they are small, else as objects. */
export const dynamoFateLog = (table: Table, blobs: BlobStore, deps: FateLogDeps): FateLog => {
  const noted = recent<true>(MAX_REMEMBERED);

  /** Before anything is logged: who dies in between leaves a row that leads to nothing new. */
  const noteDue = async (projectId: string, day: string): Promise<void> => {
    const now = deps.clock.now();
    const key = fatesDueKey({ due: now - (now % MERGE_EVERY_MS) + MERGE_EVERY_MS, projectId, day });
    if (noted.get(key.sk)) return;
    const Item = { ...attributes(key), projectId: text(projectId), day: text(day) };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    noted.set(key.sk, true);
  };

  return {
    append: async (projectId, kept, fates) => {
      for (const [day, group] of Map.groupBy(fates, ({ received }) => dayOf(received))) {
        await noteDue(projectId, day);
        await putFates(table, blobs, { projectId, day, kept }, toFateFile(group));
      }
    },

    find: (projectId, eventId, options) =>
      findFate({ table, blobs, clock: deps.clock }, { projectId, eventId, ...options }),

    noteAnnounced: async (events, at) => {
      const keys = events.map(({ projectId, eventId }) => eventAnnouncedKey(projectId, eventId));
      const expires = number(Math.ceil((at + deps.retentionDays * DAY_MS) / 1_000));
      await batchWrite(
        table,
        [...new Map(keys.map(key => [key.pk, key])).values()].map(key => ({
          PutRequest: { Item: { ...attributes(key), announced: number(at), expires } },
        })),
      );
    },

    announcedAt: async (projectId, eventId) => {
      const item = await getItem(table, eventAnnouncedKey(projectId, eventId), { consistent: false });
      if (!item || readNumber(item, 'expires') * 1_000 <= deps.clock.now()) return undefined;
      return readNumber(item, 'announced');
    },
  };
};

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
