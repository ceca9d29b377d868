const NUL = '\0';

/** What stands before a place, at most `reach` characters and not beyond an earlier redaction. */
export function before(text: string, start: number, reach: number): string {
  const context = text.slice(Math.max(0, start - reach), start);
  return context.slice(context.lastIndexOf(NUL) + 1);
}
