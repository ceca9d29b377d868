/** Characters. */
const MAX_ERROR_TEXT = 200;
/** Errors of an error's own that are named. */
const MAX_CAUSES = 3;

/** What stands in quotes, or behind a colon in words that are not ours, may be of the message. */
const QUOTED = /"[^"]*"?|'[^']*'?|`[^`]*`?|“[^”]*”?|‘[^’]*’?/g;
const TAIL = /:.*$/s;

/**
 * What went wrong, for people and without a word of the message: classes of the error and its causes, and the first line of
 * what the first says, without its quotations.
 */
export const errorText = (error: unknown): string => {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const names = chain(error).map(({ name }) => name);
  const line = error.message.split(/[\r\n]/, 1)[0] ?? '';
  const words = line
    .slice(0, MAX_ERROR_TEXT * 2)
    .replace(QUOTED, '…')
    .replace(TAIL, '');
  return `${names.join(' < ')}: ${words}`.replace(/[^\x20-\x7e…]/g, ' ').slice(0, MAX_ERROR_TEXT);
};

const chain = (error: Error): Error[] => {
  const errors: Error[] = [];
  for (let at: unknown = error; at instanceof Error && errors.length <= MAX_CAUSES; at = at.cause) errors.push(at);
  return errors;
};
