/** A page of an array; the cursor is the number of the next row, and what is no number reads as the beginning. */
export const pageOf = <T>(rows: readonly T[], { limit, cursor = '' }: { limit: number; cursor?: string }) => {
  const start = /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
  const page = rows.slice(start, start + limit);
  return { page, ...(start + limit < rows.length && { next: String(start + limit) }) };
};
