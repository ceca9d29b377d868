import { withoutAsync } from './wants-symbols.ts';

/** `http://a.b/c/d?e#f` → its scheme and host, and `/c/d`. */
const HOST = /^[a-z][a-z0-9+.-]+:(?:\/\/[^/?#]*)?/i;

/** Names that a file may have been uploaded by, the likeliest first: whole, without its query, then without its host. */
export const candidateUrls = (address: string): string[] => {
  const whole = withoutAsync(address).replace(/#.*$/s, '');
  const plain = whole.replace(/\?.*$/s, '');
  const all = [whole, plain, onAnyHost(whole), onAnyHost(plain)];
  return [...new Set(all)];
};

/** `~` stands for any host. */
const onAnyHost = (address: string): string => {
  if (address.startsWith('~')) return address;
  const path = address.replace(HOST, '');
  return `~${path.startsWith('/') ? '' : '/'}${path}`;
};

const SUFFIX = /\.(?:min|js|map|cjs|mjs|ts|d|jsx|tsx)$/;

/** What two files of one module have in common: the path without host, query and ends such as `.min.js.map`. */
export const urlStem = (address: string): string => {
  let stem = address
    .replace(/[?#].*$/s, '')
    .replace(HOST, '')
    .replace(/^~/, '');
  for (let shorter = stem.replace(SUFFIX, ''); shorter !== stem; shorter = stem.replace(SUFFIX, '')) stem = shorter;
  return stem;
};
