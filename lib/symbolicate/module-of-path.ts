/** Any one, as in Sentry: there is always another language. What begins with a point is no extension. */
const EXTENSION = /(?<=[^/])\.[^./]+$/;
/** Characters: what is longer is no name. */
const MAX_CHARS = 4_096;
/** A part that begins with a long hash: what stands before it is where the build was put. */
const LONG_HASH = /^[0-9a-f]{32}/i;
/** Folders that say nothing about the code in them. */
const FOLDER =
  /^(?:|(?:java)?scripts?|js|build|static|node_modules|bower_components|[_.~].*|v?(?:\d+\.)*\d+|[0-9a-f]{7,8}|[0-9a-f]{32}|[0-9a-f]{40})$/i;
const HASH_AT_END = /[-.][0-9a-f]{7,}$/i;
const NO_MODULE = '<unknown module>';

/** A name for the module in a file: its path without host, query, extension, hashes and folders that every build has. */
export const moduleOfPath = (address: string): string => {
  const path = pathOf(address.slice(0, MAX_CHARS))
    .replace(EXTENSION, '')
    .replace(/\.min$/, '');
  const parts = path.split('/');
  const hash = parts.findIndex(part => LONG_HASH.test(part));
  if (hash !== -1 && hash < parts.length - 1) return parts.slice(hash + 1).join('/');
  const last = parts.length - 1;
  const first = parts.findIndex((part, index) => index === last || !FOLDER.test(part));
  return parts.slice(first).join('/').replace(HASH_AT_END, '') || NO_MODULE;
};

const pathOf = (address: string): string =>
  address.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]+:(?:\/\/[^/]*)?/i, '');
