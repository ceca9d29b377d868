import type { Json } from '../../protocol/json.ts';

/** Unix seconds, to the microsecond, of nanoseconds in decimal text; `undefined` for none, and for 0, which means none. */
export const secondsOf = (nanoseconds: Json | undefined): number | undefined => {
  const text = typeof nanoseconds === 'number' ? String(nanoseconds) : nanoseconds;
  if (typeof text !== 'string' || !/^\d{1,20}$/.test(text)) return undefined;
  return Number(BigInt(text) / 1_000n) / 1_000_000 || undefined;
};

/** The number of an enum's value that was sent as number or by name, 0 (unspecified) for none. */
export const enumOf = (value: Json | undefined, prefix: string, names: readonly string[]): number => {
  if (typeof value === 'number') return value;
  const name = typeof value === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : undefined;
  return name === undefined ? 0 : Math.max(0, names.indexOf(name));
};
