import type { Item } from './table.ts';

/**
 * An issue that people have deleted stays as a row until its data is erased, for the eraser to start from. Nobody else
 * may see it: it has left the indexes, and whoever reads its row passes it over.
 */
export const isDeletedIssue = (item: Item): boolean => item.deleted !== undefined;

/** A hash row with this attribute leads to no issue any more: its events are discarded. Its value names the tombstone. */
export const TOMBSTONE = 'tombstone';
