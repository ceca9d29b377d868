/** A step of a path through the payload: a key, or a place in a list. */
export type Step = string | number;

/** Paths of a project's safe fields, as patterns from the leaf upwards. */
export type SafePaths = readonly (readonly string[])[];

const PATH = /^(?:\*|[a-z_][\w-]*|'(?:[^']|'')*'|\d+)(?:\.(?:\*|[a-z_][\w-]*|'(?:[^']|'')*'|\d+))*$/i;
const STEP = /'(?:[^']|'')*'|[^.']+/g;
const ANY = '*';

/**
 * Reads safe fields: `key`, `parent.key`, `'quoted key'.key`, with `*` for any one step. What is no such path is taken
 * for one key, letter by letter, as in the reference.
 */
export function readSafeFields(fields: readonly string[]): SafePaths {
  return fields
    .map(field => field.trim().toLowerCase())
    .filter(field => field !== '')
    .map(readPath);
}

function readPath(field: string): string[] {
  if (field === ANY || !PATH.test(field)) return [field];
  return [...field.matchAll(STEP)].map(([step]) => unquote(step)).reverse();
}

function unquote(step: string): string {
  return step.startsWith("'") ? step.slice(1, -1).replaceAll("''", "'") : step;
}

/** Whether the value `leaf` below `parents` is safe: one of the paths is an end of its path, in any case. */
export function isSafe(paths: SafePaths, parents: readonly Step[], leaf: Step): boolean {
  return paths.some(path => endsWith(parents, leaf, path));
}

function endsWith(parents: readonly Step[], leaf: Step, path: readonly string[]): boolean {
  if (path.length > parents.length + 1) return false;
  return path.every((wanted, up) => {
    const step = up === 0 ? leaf : parents[parents.length - up];
    return (wanted === ANY && path.length > 1) || String(step).toLowerCase() === wanted;
  });
}
