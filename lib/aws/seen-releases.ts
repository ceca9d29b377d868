import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type Release, SEEN_STEP_MS, type SeenRelease } from '../ports/release-store.ts';
import { releaseKey } from './keys/release.ts';
import { newReleaseItem, rankAttributes, toRelease } from './release-item.ts';
import { setAttributes } from './release-rows.ts';
import { batchGet, number, type Table } from './table.ts';
import { unlessOutdated } from './unless-outdated.ts';

/** Writes under way at once: a flood of made-up versions must not open a connection each. */
const WRITES_AT_ONCE = 10;

/** Makes what nobody knows, notes what has moved by an hour or more, and leaves the rest alone. */
export const seenReleases = async (
  table: Table,
  clock: Clock,
  projectId: string,
  seen: readonly SeenRelease[],
): Promise<string[]> => {
  const distinct = new Map(seen.map(one => [one.version, one]));
  const keys = [...distinct.keys()].map(version => releaseKey(projectId, version));
  const items = await batchGet(table, keys, { consistent: false });
  const known = new Map(items.map(toRelease).map(release => [release.version, release]));
  const unsettled: string[] = [];
  const all = [...distinct.values()];
  for (let from = 0; from < all.length; from += WRITES_AT_ONCE)
    await Promise.all(
      all.slice(from, from + WRITES_AT_ONCE).map(async one => {
        const release = known.get(one.version);
        if (release) await note(table, release, one);
        if (release ? release.unsettled : await makeSeen(table, projectId, one, clock.now()))
          unsettled.push(one.version);
      }),
    );
  return unsettled;
};

/** `false`: somebody else was faster, and does what follows from it. */
const makeSeen = async (
  table: Table,
  projectId: string,
  { version, first, last }: SeenRelease,
  dateAdded: number,
): Promise<boolean> => {
  const put = new PutItemCommand({
    TableName: table.name,
    Item: newReleaseItem({ projectId, version, dateAdded, firstEvent: first, lastEvent: last }),
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return (await unlessOutdated(() => table.client.send(put))) !== undefined;
};

/** Only ever outwards, whoever writes at the same time; one that was deleted just then stays so. */
const note = async (table: Table, release: Release, { first, last }: SeenRelease): Promise<void> => {
  const { projectId, version, firstEvent = Infinity, lastEvent = -Infinity } = release;
  const move = (name: 'firstEvent' | 'lastEvent', at: number, outwards: '<' | '>') =>
    setAttributes(
      table,
      releaseKey(projectId, version),
      { [name]: number(at), ...rankAttributes(release) },
      {
        condition: `(attribute_not_exists(${name}) OR :at ${outwards} ${name})`,
        conditionValues: { ':at': number(at) },
      },
    );
  if (first < firstEvent - SEEN_STEP_MS) await move('firstEvent', first, '<');
  if (last > lastEvent + SEEN_STEP_MS) await move('lastEvent', last, '>');
};
