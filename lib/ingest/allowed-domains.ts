import { parseOrigin } from '../filter/origin.ts';
import type { IngestRequest } from './http.ts';

/**
 * Whether the page that sends may. What is sent without an origin is not sent by a page. An empty list lets no page in.
 *
 * A domain is `*`, `example.com` (nothing below it) or `*.example.com` (itself and all below it); with a scheme or a port
 * in it these have to fit as well. `https://*` is every host of a scheme.
 */
export const isAllowedOrigin = ({ headers }: Pick<IngestRequest, 'headers'>, domains: readonly string[]): boolean => {
  const origin = headers.origin || headers.referer;
  return !origin || domains.some(domain => allows(domain.trim(), origin));
};

const allows = (domain: string, origin: string): boolean => {
  if (domain === '*') return true;
  const wanted = parseOrigin(domain);
  const { scheme, host, port } = parseOrigin(origin);
  if (wanted.scheme !== '' && wanted.scheme !== scheme) return false;
  if (wanted.port !== '' && wanted.port !== (port || DEFAULT_PORTS[scheme])) return false;
  return allowsHost(wanted.host, host);
};

/** Browsers leave them out of an origin. */
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

const allowsHost = (wanted: string, host: string): boolean => {
  if (wanted === '*') return true;
  if (!wanted.startsWith('*.')) return host === wanted;
  const domain = wanted.slice(2);
  return host === domain || host.endsWith(`.${domain}`);
};
