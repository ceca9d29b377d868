/** What was read, and what keeping it costs. */
export interface Cached<V> {
  value: V;
  /** About, in memory. */
  bytes: number;
  /** Milliseconds after which it is read again; absent: not before others need its room, 0: it is not kept. */
  forMs?: number;
}

export interface ByteCache<V> {
  /** What is known under a key, or read now. Who asks while it is being read waits for the same reading. */
  get(key: string, read: () => Promise<Cached<V>>): Promise<V>;
  /** For tests and figures. */
  readonly bytes: number;
}

/** A key and its place in a map, about. */
const ENTRY_BYTES = 200;

/** Keeps what was used last, up to a number of bytes. What fails to be read is not kept. */
export const byteCache = <V>(maxBytes: number, clock: { now(): number }): ByteCache<V> => {
  const known = new Map<string, { value: V; bytes: number; until: number }>();
  const reading = new Map<string, Promise<V>>();
  let bytes = 0;

  const forget = (key: string): void => {
    bytes -= known.get(key)?.bytes ?? 0;
    known.delete(key);
  };

  const keep = (key: string, { value, bytes: size, forMs = Number.POSITIVE_INFINITY }: Cached<V>): V => {
    forget(key);
    const cost = size + ENTRY_BYTES + 2 * key.length;
    if (forMs <= 0 || cost > maxBytes) return value;
    known.set(key, { value, bytes: cost, until: clock.now() + forMs });
    bytes += cost;
    for (const oldest of known.keys()) {
      if (bytes <= maxBytes) break;
      forget(oldest);
    }
    return value;
  };

  const find = (key: string): { value: V } | undefined => {
    const entry = known.get(key);
    if (!entry) return undefined;
    if (entry.until <= clock.now()) {
      forget(key);
      return undefined;
    }
    known.delete(key);
    known.set(key, entry);
    return entry;
  };

  return {
    get: async (key, read) => {
      const entry = find(key);
      if (entry) return entry.value;
      const asked =
        reading.get(key) ??
        read()
          .then(cached => keep(key, cached))
          .finally(() => reading.delete(key));
      reading.set(key, asked);
      return asked;
    },
    get bytes() {
      return bytes;
    },
  };
};
