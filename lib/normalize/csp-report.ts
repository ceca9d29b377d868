import type { SentryEvent } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';

/** What a browser refused to load, of a report's many fields the ones that say what is wrong. */
export interface CspReport {
  /** `script-src`, `style-src-elem` … */
  readonly directive: string;
  /** `'self'`, a host, `scheme://`, or the bare word that the browser gave (`inline`, `eval`, `data`). */
  readonly blocked: string;
  /** Set when the page's own script was refused for how it runs. */
  readonly local?: "'unsafe-inline'" | "'unsafe-eval'";
}

const SELF = "'self'";

/** The report that an event is about. */
export const cspReport = ({ csp }: SentryEvent): CspReport | undefined =>
  isObject(csp) ? readCspReport(csp) : undefined;

/** @param csp an event's `csp` interface */
export function readCspReport(csp: JsonObject): CspReport {
  const violated = text(csp.violated_directive);
  const directive = text(csp.effective_directive) || (violated.split(' ', 1)[0] ?? '');
  const blocked = blockedSource(text(csp.blocked_uri), text(csp.document_uri));
  const local = directive.startsWith('script-src') ? localViolation(blocked, violated) : undefined;
  return local === undefined ? { directive, blocked } : { directive, blocked, local };
}

function localViolation(blocked: string, violated: string): CspReport['local'] {
  // Browsers of today say how it ran in place of the address, older ones only repeat the policy.
  if (blocked === 'inline') return "'unsafe-inline'";
  if (blocked === 'eval') return "'unsafe-eval'";
  if (blocked !== SELF) return undefined;
  if (violated.includes("'unsafe-inline'")) return "'unsafe-inline'";
  return violated.includes("'unsafe-eval'") ? "'unsafe-eval'" : undefined;
}

function blockedSource(uri: string, documentUri: string): string {
  if (uri === '' || uri === 'self' || uri === SELF) return SELF;
  const colon = uri.indexOf(':');
  if (colon === -1) return uri;
  const scheme = uri.slice(0, colon);
  if (scheme !== 'http' && scheme !== 'https') return `${scheme}://`;
  const host = hostOf(uri);
  return host !== '' && host === hostOf(documentUri) ? SELF : host;
}

const hostOf = (uri: string): string => /^https?:\/\/([^/?#\s]{1,255})/.exec(uri)?.[1] ?? '';

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
