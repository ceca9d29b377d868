/** Paths of these schemes are URLs of scripts; others (`webpack:`, `app:`) are names that bundlers gave. */
const URL_SCHEME = /^(?:file|https?|applewebdata):/;

/** What a URL spells otherwise than it was given: blanks, quotes, letters of other scripts. */
const ESCAPED = /[^!#-;=?-[\]-_a-z|~]/;

/** The path of a script's URL, without query and fragment; any other path, or a URL of a mere host, as it is. */
export const urlPath = (path: string): string => {
  if (!URL_SCHEME.test(path)) return path;
  const given = pathOf(path);
  if (given === undefined || !(given.includes('/.') || ESCAPED.test(given))) return given ?? path;
  return URL.canParse(path) ? (pathOf(new URL(path).href) ?? path) : given;
};

const pathOf = (url: string): string | undefined => {
  const colon = url.indexOf(':');
  const start = url.startsWith('//', colon + 1) ? url.indexOf('/', colon + 3) : colon + 1;
  if (start === -1) return undefined;
  const rest = withoutQuery(url.slice(start));
  return rest === '' || rest === '/' || !rest.startsWith('/') ? undefined : rest;
};

const withoutQuery = (path: string): string => {
  const query = path.indexOf('?');
  const fragment = path.indexOf('#');
  if (query === -1 && fragment === -1) return path;
  return path.slice(0, query === -1 ? fragment : fragment === -1 ? query : Math.min(query, fragment));
};
