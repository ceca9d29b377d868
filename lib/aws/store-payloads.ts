import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import type { BlobStore } from '../ports/blob-store.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import { released } from '../protocol/released.ts';
import { type Item, number, text } from './table.ts';

/** Compressed bytes that go into the item itself; a table item holds 400 KB in all. */
const MAX_INLINE_BYTES = 350_000;
/** With so little the row is still within its first write unit of 1 KB: an object would only cost more. */
const FREE_INLINE_BYTES = 500;
/** From so many on one object is cheaper than payloads in their rows: a PUT costs as much as eight write units. */
const MIN_PACKED = 5;
/** Erasing an event of a pack writes the pack anew. */
const MAX_PACK_BYTES = 4 * 1024 * 1024;
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, info: true };

/** Attributes of an event's row that say where its payload is: `data`, or `blob`, with `offset` and `length` in a pack. */
type Place = Item;

interface Payload {
  stored: StoredEvent;
  data: Buffer;
}

/** Puts payloads where they belong; in the order of `events`. Objects are there before anything points at them. */
export const storePayloads = async (blobs: BlobStore, events: readonly StoredEvent[]): Promise<Place[]> => {
  const payloads = events.map(stored => ({
    stored,
    data: released(zstdCompressSync(JSON.stringify(stored.event), LEVEL)).bytes,
  }));
  const places = new Map<StoredEvent, Place>();
  for (const group of Map.groupBy(payloads, packOf).values()) {
    const packable = group.filter(({ data }) => data.length > FREE_INLINE_BYTES);
    const packed = packable.length < MIN_PACKED ? [] : packable;
    for (const pack of cutPacks(packed)) await putPack(blobs, pack, places);
  }
  await Promise.all(
    payloads.map(async payload => {
      if (!places.has(payload.stored)) places.set(payload.stored, await putAlone(blobs, payload));
    }),
  );
  return events.map(event => places.get(event) ?? {});
};

/** What one object may hold: of one project, one day and one retention. */
const packOf = ({ stored }: Payload): string => directoryOf(stored);

const directoryOf = ({ objectClass, projectId, received }: StoredEvent): string =>
  ['payloads', ...(objectClass ? [objectClass] : []), projectId, new Date(received).toISOString().slice(0, 10)].join(
    '/',
  );

const cutPacks = (payloads: readonly Payload[]): Payload[][] => {
  const packs: Payload[][] = [];
  let room = 0;
  for (const payload of payloads) {
    if (payload.data.length > room) {
      packs.push([]);
      room = MAX_PACK_BYTES;
    }
    packs.at(-1)?.push(payload);
    room -= payload.data.length;
  }
  return packs;
};

/** The name comes from what is in it: who is interrupted and does it again leaves one object. */
const putPack = async (blobs: BlobStore, pack: readonly Payload[], places: Map<StoredEvent, Place>): Promise<void> => {
  const [first] = pack;
  if (!first) return;
  const name = createHash('sha256')
    .update(pack.map(({ stored }) => stored.eventId).join())
    .digest('hex')
    .slice(0, 32);
  const key = `${directoryOf(first.stored)}/${name}`;
  await blobs.put(key, Buffer.concat(pack.map(({ data }) => data)));
  let offset = 0;
  for (const { stored, data } of pack) {
    places.set(stored, { blob: text(key), offset: number(offset), length: number(data.length) });
    offset += data.length;
  }
};

const putAlone = async (blobs: BlobStore, { stored, data }: Payload): Promise<Place> => {
  if (data.length <= MAX_INLINE_BYTES) return { data: { B: data } };
  const key = `${directoryOf(stored)}/${stored.eventId}`;
  await blobs.put(key, data);
  return { blob: text(key) };
};
