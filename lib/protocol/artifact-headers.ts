import { readDebugId } from './debug-id.ts';

/** Characters of where a map is; a map that lies in the header itself is not read. */
const MAX_URL = 4_096;

/** What is read of the headers that a file was uploaded with. Names are written as it comes: `debug-id`, `Sourcemap`, `X-SourceMap`. */
export const readArtifactHeaders = (
  headers: Iterable<readonly [name: string, value: unknown]>,
): { debugId?: string; sourceMap?: string } => {
  const byName = new Map(Array.from(headers, ([name, value]) => [name.trim().toLowerCase(), value]));
  const debugId = textOf(byName.get('debug-id'));
  const sourceMap = textOf(byName.get('sourcemap') ?? byName.get('x-sourcemap'));
  const id = debugId === undefined ? undefined : readDebugId(debugId);
  return { ...(id !== undefined && { debugId: id }), ...(sourceMap !== undefined && { sourceMap }) };
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= MAX_URL && value.isWellFormed()
    ? value.trim()
    : undefined;
