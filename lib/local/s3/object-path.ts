/**
 * Keys as paths that every file system can hold, and back. A key is cut at its slashes: `+` begins a directory, `=` the
 * object's file, `~` a directory that holds the rest of a segment too long for one name. Everything but `a-z 0-9 _ -` is
 * percent-encoded (UTF-8), so that no two keys meet where case is not told apart, no name is reserved on
 * Windows, and none means "up".
 */
export const pathOfKey = (key: string): string[] => {
  const segments = key.split('/').map(segment => chunks(encodeSegment(segment)));
  const last = segments.pop() ?? [''];
  return [...segments.flatMap(parts => named('+', parts)), ...named('=', last)];
};

/** `undefined` for what is none of our paths. */
export const keyOfPath = (path: readonly string[]): string | undefined => {
  if (!path.at(-1)?.startsWith('=')) return undefined;
  return decodeURIComponent(path.map(decodeName).join(''));
};

/** Whether below this directory there may be keys with the prefix. */
export const mayHold = (path: readonly string[], prefix: string): boolean => {
  const start = path.map(decodeName).join('');
  const wanted = prefix.split('/').map(encodeSegment).join('/');
  return start.startsWith(wanted) || wanted.startsWith(start);
};

/** Far below the 255 bytes that file systems allow for a name. */
const MAX_NAME_LENGTH = 120;

const encodeSegment = (segment: string): string =>
  [...Buffer.from(segment)].map(byte => PLAIN[byte] ?? `%${byte.toString(16).padStart(2, '0')}`).join('');

const PLAIN: Readonly<Record<number, string>> = Object.fromEntries(
  Array.from('abcdefghijklmnopqrstuvwxyz0123456789_-', character => [character.charCodeAt(0), character]),
);

const chunks = (encoded: string): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(encoded.length / MAX_NAME_LENGTH)) }, (_, index) =>
    encoded.slice(index * MAX_NAME_LENGTH, (index + 1) * MAX_NAME_LENGTH),
  );

const named = (mark: '+' | '=', parts: readonly string[]): string[] =>
  parts.map((part, index) => (index === parts.length - 1 ? mark : '~') + part);

/** A directory of a whole segment stands for its slash as well. */
const decodeName = (name: string): string => name.slice(1) + (name.startsWith('+') ? '/' : '');
