import { isObject, type Json } from '../protocol/json.ts';
import type { Filter } from './filter.ts';
import { parseOrigin } from './origin.ts';

/** Sources that pages do not ask for: extensions, toolbars, apps around a browser, injected advertisements. */
const NOISY_SOURCES = [
  'about',
  'ms-browser-extension',
  'chrome://*',
  'chrome-extension://*',
  'chromeinvokeimmediate://*',
  'chromenull://*',
  'data:text/html,chromewebdata',
  'safari-extension://*',
  'safari-web-extension://*',
  'mxaddon-pkg://*',
  'jar://*',
  'webviewprogressproxy://*',
  'ms-browser-extension://*',
  'tmtbff://*',
  'mbinit://*',
  'symres://*',
  'resource://*',
  'moz-extension://*',
  '*.metrext.com',
  'static.image2play.com',
  '*.tlscdn.com',
  '*.superfish.com',
  'addons.mozilla.org',
  'v.zilionfast.in',
  'widgets.amung.us',
];

/** Reports of a content security policy about what somebody else put into the page. */
export const invalidCsp: Filter = settings => {
  const patterns = [...(settings.noisyCspSources ? NOISY_SOURCES : []), ...settings.cspSources];
  if (patterns.length === 0) return undefined;
  const sources = patterns.map(parseSource);
  const isNoise = (address: Json | undefined): boolean =>
    typeof address === 'string' && address !== '' && sources.some(source => source(address));
  return ({ csp }) => isObject(csp) && [csp.blocked_uri, csp.source_file, csp.document_uri].some(isNoise);
};

/** A source as policies write it: `host`, `*.host`, `scheme://*`, with a port or not. What it does not name may be any. */
const parseSource = (pattern: string): ((address: string) => boolean) => {
  const wanted = parseOrigin(pattern.trim());
  const matchesHost = hostTest(wanted.host);
  return address => {
    const { scheme, host, port } = parseOrigin(address);
    // Of an address that is not the web's, browsers of today report the scheme alone.
    if (scheme === '' && wanted.host === '*' && host === wanted.scheme) return true;
    if (wanted.scheme !== '' && wanted.scheme !== scheme) return false;
    return (wanted.port === '' || wanted.port === '*' || wanted.port === port) && matchesHost(host);
  };
};

const hostTest = (wanted: string): ((host: string) => boolean) => {
  if (wanted === '*') return () => true;
  if (!wanted.startsWith('*.')) return host => host === wanted;
  const domain = wanted.slice(2);
  return host => host === domain || host.endsWith(`.${domain}`);
};
