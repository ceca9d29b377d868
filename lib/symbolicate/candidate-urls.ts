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
