import { parseOrigin } from '../../filter/origin.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** Whether a project lets an address be fetched: `example.com` is that host alone, `*.example.com` all below it too. */
export const isScrapable = (url: URL, domains: readonly string[]): boolean => {
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '')
    return false;
  return domains.some(domain => allows(domain.trim(), url));
};

const allows = (domain: string, url: URL): boolean => {
  if (domain === '') return false;
  if (domain === '*') return true;
  const scheme = url.protocol.slice(0, -1);
  const wanted = parseOrigin(domain);
  if (wanted.scheme !== '' && wanted.scheme !== scheme) return false;
  if (wanted.port !== '' && wanted.port !== (url.port || DEFAULT_PORTS[scheme])) return false;
  return allowsHost(wanted.host, url.hostname);
};

const allowsHost = (wanted: string, host: string): boolean => {
  if (wanted === '*') return true;
  if (!wanted.startsWith('*.')) return host === wanted;
  return host === wanted.slice(2) || host.endsWith(wanted.slice(1));
};
