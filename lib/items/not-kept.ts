import type { EdgeItem, LaterItem } from './edge-item.ts';

/** Bears its mark so that nobody keeps a second list of what is not kept. */
export type UnsupportedItem = EdgeItem & { unsupported: true };

/** Marks a parser of items that are read, and counted with their reason, and not kept. */
export const notKept = (parse: EdgeItem): UnsupportedItem => Object.assign(parse, { unsupported: true as const });

/** The same for a parser that is loaded when an item of its type comes. */
export const notKeptLater = (load: () => Promise<UnsupportedItem>): LaterItem & { unsupported: true } => ({
  load,
  unsupported: true,
});
