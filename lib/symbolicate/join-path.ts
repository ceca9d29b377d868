/** A scheme has two letters at least: `C:` is a drive. */
const SCHEME = /^([a-z][a-z0-9+.-]+:)(\/\/[^/]*)?/i;
const DRIVE = /^[a-z]:[\\/]/i;

/** Whether it begins at a root of its own. */
const isAbsolute = (path: string): boolean => SCHEME.test(path) || DRIVE.test(path);

/**
 * Where a relative path leads to from a file: `http://a/js/app.js.map` and `../src/x.ts` are `http://a/src/x.ts`. `~/`
 * and `/` are the root of the file's host, `//` begins another host. Does not lead above the root.
 */
export const joinPath = (file: string, relative: string): string => {
  if (isAbsolute(relative)) return relative;
  const scheme = SCHEME.exec(file)?.[1];
  if (scheme !== undefined && relative.startsWith('//')) return scheme + relative;
  const { root, path } = splitRoot(withoutQuery(file));
  const rooted = relative.startsWith('~/') ? relative.slice(1) : relative;
  const isWindows = DRIVE.test(file) || (root === '' && path.includes('\\'));
  const [own, other] = isWindows ? [path.replaceAll('\\', '/'), rooted.replaceAll('\\', '/')] : [path, rooted];
  const joined = other.startsWith('/') ? other : own.slice(0, own.lastIndexOf('/') + 1) + other;
  const plain = withoutDots(joined);
  return root + (isWindows ? plain.replaceAll('/', '\\') : plain);
};

/** Only addresses have queries; `?` is a letter of other paths. */
const withoutQuery = (file: string): string => (SCHEME.test(file) ? file.replace(/[?#].*$/s, '') : file);

/** `http://a.b/c/d` → `http://a.b`, `/c/d`. */
const splitRoot = (file: string): { root: string; path: string } => {
  const root = SCHEME.exec(file)?.[0] ?? (DRIVE.test(file) ? file.slice(0, 2) : '');
  const path = file.slice(root.length);
  return { root, path: root !== '' && !path.startsWith('/') && !path.startsWith('\\') ? `/${path}` : path };
};

const withoutDots = (path: string): string => {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > (isRooted ? 1 : 0) && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push('..');
  }
  return isRooted && parts.length === 1 ? '/' : parts.join('/');
};
