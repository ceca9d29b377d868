import type { ErasedCounts } from '../ports/erasure-store.ts';
import { deletion, type Taking } from './erase-rows.ts';
import { rowKind } from './keys/read-key.ts';
import { type Item, keyOf, readNumber, readText, type Table } from './table.ts';

/** A row that goes, and what the receipt says of it. */
export const doomed = (table: Table, row: Item): Taking => ({
  ...deletion(table, keyOf(row), countsOf(row)),
  ...(rowKind(keyOf(row)) === 'issue' && { issueId: readText(row, 'pk').slice('ISSUE#'.length) }),
});

const countsOf = (row: Item): Partial<ErasedCounts> => {
  switch (rowKind(keyOf(row))) {
    case 'event':
      return { events: 1, payloadBytes: row.data?.B?.length ?? readNumber(row, 'length') };
    case 'attachment':
      return { attachments: 1, attachmentBytes: readNumber(row, 'size') };
    case 'feedback':
      return { feedback: 1 };
    case 'issue':
      return { issues: 1 };
    default:
      return { rows: 1 };
  }
};
