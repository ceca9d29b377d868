/** Whether the text has the pieces between the pattern's stars in their order; upper and lower case are one. */
export const contains = (text: string | undefined, pattern: string): boolean => {
  const where = (text ?? '').toLowerCase();
  let from = 0;
  for (const piece of pattern.toLowerCase().split('*')) {
    const at = where.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return true;
};
