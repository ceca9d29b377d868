import { type CspReport, cspReport, readCspReport } from '../normalize/csp-report.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { isObject } from '../protocol/json.ts';
import type { GroupingConfig } from './config.ts';

const SELF = "'self'";

/** What the report of an event is grouped by. People are shown what it means, whatever it is grouped by. */
export const groupedCspReport = (event: SentryEvent, { cspSource }: GroupingConfig): CspReport | undefined =>
  cspSource === 'meant' ? cspReport(event) : spelledCspReport(event);

/** Nothing is read into it: a page’s own host is a host, and `inline` a word like any other. */
function spelledCspReport({ csp }: SentryEvent): CspReport | undefined {
  if (!isObject(csp)) return undefined;
  const { directive } = readCspReport(csp);
  const blocked = spelledSource(typeof csp.blocked_uri === 'string' ? csp.blocked_uri : '');
  const local = directive === 'script-src' && blocked === SELF ? howItRan(csp.violated_directive) : undefined;
  return local === undefined ? { directive, blocked } : { directive, blocked, local };
}

function howItRan(violated: unknown): CspReport['local'] {
  if (typeof violated !== 'string') return undefined;
  if (violated.includes("'unsafe-inline'")) return "'unsafe-inline'";
  return violated.includes("'unsafe-eval'") ? "'unsafe-eval'" : undefined;
}

/** Scheme and, behind two slashes, the host with its port (RFC 3986). */
const ADDRESS = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?/;

function spelledSource(uri: string): string {
  if (uri === '' || uri === 'self' || uri === SELF) return SELF;
  // Browsers also give the bare scheme, or a word in its place.
  if (!uri.includes(':')) return joined(uri, '');
  const [, scheme = '', host = ''] = ADDRESS.exec(uri) ?? [];
  const lower = scheme.toLowerCase();
  return lower === 'http' || lower === 'https' ? host : joined(lower, host);
}

/** Schemes whose addresses always have a host, so that slashes are written without one, too (RFC 1808, and later ones). */
const WITH_HOST: ReadonlySet<string> = new Set(
  (
    'ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtsps rtspu rsync svn svn+ssh sftp nfs ' +
    'git git+ssh ws wss itms-services'
  ).split(' '),
);

const joined = (scheme: string, host: string): string => {
  if (host !== '' || WITH_HOST.has(scheme)) return `${scheme}://${host}`;
  return scheme === '' ? '' : `${scheme}:`;
};
