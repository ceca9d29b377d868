import { notFound, Refusal } from './refusal.ts';
import type { Route } from './route.ts';

/** Characters. The longest path of the table with the longest part stays below: a release of 200 emoji, percent-encoded. */
const MAX_PATH = 4_096;
/** UTF-16 units of one part after decoding: a release of 200 characters beyond the first plane is the longest. */
const MAX_PART = 400;

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** The route of a request. HEAD is answered like GET; the door leaves the body out. */
export const matchRoute = (routes: readonly Route[], method: string, path: string): Match => {
  const parts = splitPath(path);
  const matches = routes.flatMap(route => {
    const params = paramsOf(splitPattern(route.path), parts);
    return params ? [{ route, params }] : [];
  });
  if (matches.length === 0) throw notFound();
  const wanted = method === 'HEAD' ? 'GET' : method;
  const match = matches.find(({ route }) => route.method === wanted);
  if (!match) throw notAllowed(method, matches);
  return match;
};

const notAllowed = (method: string, matches: Match[]): Refusal => {
  const allow = [...new Set(matches.map(({ route }) => route.method))].join(', ');
  return new Refusal(405, `Method "${method.slice(0, 20)}" not allowed.`, { allow });
};

const splitPattern = (pattern: string): string[] => pattern.split('/').slice(1, -1);

const splitPath = (path: string): string[] => {
  if (path.length > MAX_PATH) throw notFound();
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path;
  const parts = trimmed.split('/').slice(1).map(decodePart);
  if (parts.some(part => part === '' || part.length > MAX_PART)) throw notFound();
  return parts;
};

const decodePart = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray `%` is no encoding: nothing of ours is named like that.
    throw notFound();
  }
};

const paramsOf = (pattern: string[], parts: string[]): Record<string, string> | undefined => {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected.startsWith(':')) params[expected.slice(1)] = part;
    else if (expected !== part) return undefined;
  }
  return params;
};
