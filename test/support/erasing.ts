import { zstdDecompressSync } from 'node:zlib';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { dynamoEraser } from '../../lib/aws/eraser.ts';
import { dynamoErasureStore } from '../../lib/aws/erasure-store.ts';
import { dynamoErasureWork } from '../../lib/aws/erasure-work.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import type { Item, Table } from '../../lib/aws/table.ts';
import { zstdFrames } from '../../lib/aws/zstd-frames.ts';
import type { Log } from '../../lib/log.ts';
import type { BlobStore } from '../../lib/ports/blob-store.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { ObjectLister } from '../../lib/ports/object-lister.ts';
import { type EraseDeps, eraseDue } from '../../lib/sweep/erase.ts';
import { seededIds } from './digester.ts';

/** The lister of a blob store in memory. */
export const listerOf = (objects: ReadonlyMap<string, Uint8Array>): ObjectLister => {
  const below = (prefix: string) => [...objects.keys()].filter(key => key.startsWith(prefix)).sort();
  return {
    list: async (prefix, after) =>
      below(prefix)
        .filter(key => after === undefined || key > after)
        .slice(0, 1_000),
    folders: async prefix => [
      ...new Set(
        below(prefix).flatMap(key => {
          const end = key.indexOf('/', prefix.length);
          return end === -1 ? [] : [key.slice(0, end + 1)];
        }),
      ),
    ],
  };
};

export interface Erasing {
  erasures: ReturnType<typeof dynamoErasureStore>;
  deps: EraseDeps;
  /** One sweep. */
  sweep(): Promise<number>;
}

/** All that erasing takes, on a table and a blob store in memory. */
export const erasing = (
  table: Table,
  options: {
    clock: Clock;
    blobs: BlobStore & { objects: Map<string, Uint8Array> };
    seed?: number;
    log?: Log;
    retentionDays?: number;
  },
): Erasing => {
  const ids = seededIds(options.seed ?? 99);
  const objects = listerOf(options.blobs.objects);
  const deps: EraseDeps = {
    clock: options.clock,
    blobs: options.blobs,
    objects,
    eraser: dynamoEraser({ table, blobs: options.blobs, objects }),
    erasureWork: dynamoErasureWork(table, ids),
    projects: dynamoProjectStore(table),
    retentionDays: options.retentionDays ?? 90,
    log: options.log ?? (() => {}),
  };
  return { erasures: dynamoErasureStore(table, { clock: options.clock, ids }), deps, sweep: () => eraseDue(deps) };
};

/** All rows of the table. */
export const allRows = async (table: Table): Promise<Item[]> => {
  const rows: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
};

/** Everything that is kept anywhere, as text: rows, objects, and what is packed in them. */
export const everything = async (table: Table, objects: ReadonlyMap<string, Uint8Array>): Promise<string[]> => {
  const rows = await allRows(table);
  return [
    ...rows.map(row => JSON.stringify(row, (_, value) => (isBytes(value) ? textOf(value) : value))),
    ...[...objects].map(([key, bytes]) => `${key} ${textOf(bytes)}`),
  ];
};

/** JSON.stringify asks a Buffer for its own JSON first. */
const isBytes = (value: unknown): value is Uint8Array | { type: 'Buffer'; data: number[] } =>
  value instanceof Uint8Array ||
  (typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer');

const textOf = (value: Uint8Array | { type: 'Buffer'; data: number[] }): string => {
  const bytes = value instanceof Uint8Array ? value : Buffer.from(value.data);
  const packed = zstdFrames(bytes).map(({ offset, length }) =>
    zstdDecompressSync(bytes.subarray(offset, offset + length)).toString('utf8'),
  );
  const plain = Buffer.from(bytes);
  return [plain.toString('utf8'), plain.toString('hex'), ...packed].join('\n');
};
