/** Paths of these schemes are URLs of scripts; others (`webpack:`, `app:`) are names that bundlers gave. */
const URL_SCHEME = /^(?:file|https?|applewebdata):/;

/** The path of a script's URL, without query and fragment; any other path, or a URL of a mere host, as it is. */
export const urlPath = (path: string): string => {
  if (!URL_SCHEME.test(path)) return path;
  const colon = path.indexOf(':');
  const start = path.startsWith('//', colon + 1) ? path.indexOf('/', colon + 3) : colon + 1;
  if (start === -1) return path;
  const rest = withoutQuery(path.slice(start));
  return rest === '' || rest === '/' || !rest.startsWith('/') ? path : rest;
};

const withoutQuery = (path: string): string => {
  const query = path.indexOf('?');
  const fragment = path.indexOf('#');
  if (query === -1 && fragment === -1) return path;
  return path.slice(0, query === -1 ? fragment : fragment === -1 ? query : Math.min(query, fragment));
};
