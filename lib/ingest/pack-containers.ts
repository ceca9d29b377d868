import { MAX_ENTRIES } from '../items/entries-of.ts';
import type { EnvelopeItem } from '../protocol/envelope.ts';
import { CONTAINERS, type ContainerType, MAX_CONTAINER_BYTES } from '../protocol/item-container.ts';
import type { Json } from '../protocol/json.ts';
import { Refusal } from '../protocol/refusal.ts';

/**
 * Bytes of all containers that one request becomes. What entries share (the attributes of a resource, say) is written into
 * each of them, so that a small body could become a very large envelope.
 */
export const MAX_PACKED_BYTES = 2 * MAX_CONTAINER_BYTES;

/** Entries of one request, sound or not. Collectors send some 8,000 at a time. */
export const MAX_PACKED_ENTRIES = 100_000;

/** What the server may add to each entry from the request that brought it. */
export interface IngestSettings {
  infer_ip: 'auto' | 'never';
  infer_user_agent: 'auto' | 'never';
}

/** Servers send for themselves: what the request says is not about the user. */
export const FROM_SERVERS: IngestSettings = { infer_ip: 'never', infer_user_agent: 'never' };

/** The containers of an SDK that sent these records as its entries; as few as can be. Makes one entry at a time. */
export const packContainers = <T>(
  { type, settings }: { type: ContainerType; settings: IngestSettings },
  records: Iterable<T>,
  toEntry: (record: T) => Json,
): EnvelopeItem[] => {
  const items: EnvelopeItem[] = [];
  const pack = (texts: string[]) => items.push(container(type, settings, texts));
  let texts: string[] = [];
  let packed = 0;
  let count = 0;
  let room = ROOM;
  for (const record of records) {
    const text = JSON.stringify(toEntry(record));
    const bytes = Buffer.byteLength(text) + 1;
    packed += bytes;
    if (packed > MAX_PACKED_BYTES) throw tooMuch(`${MAX_PACKED_BYTES} bytes with all attributes of each entry`);
    if (++count > MAX_PACKED_ENTRIES) throw tooMuch(`${MAX_PACKED_ENTRIES} entries`);
    if (texts.length === MAX_ENTRIES || (bytes > room && texts.length > 0)) {
      pack(texts);
      texts = [];
      room = ROOM;
    }
    texts.push(text);
    room -= bytes;
  }
  if (texts.length > 0) pack(texts);
  return items;
};

/** Bytes of a container that its own words leave to its entries. */
const ROOM = MAX_CONTAINER_BYTES - 1_024;

const container = (type: ContainerType, settings: IngestSettings, texts: readonly string[]): EnvelopeItem => ({
  type,
  header: { type, item_count: texts.length, content_type: CONTAINERS[type].contentType },
  payload: Buffer.from(`{"version":2,"ingest_settings":${JSON.stringify(settings)},"items":[${texts.join(',')}]}`),
});

const tooMuch = (bound: string): Refusal => new Refusal('too_large', [`at most ${bound}: send smaller batches`]);
