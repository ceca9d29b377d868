import { UAParser } from 'ua-parser-js';

export interface SystemName {
  name: string;
  version?: string;
}

export interface UserAgent {
  browser?: SystemName;
  os?: SystemName;
  device?: { family: string; model?: string; brand?: string };
}

/** Regular expressions of a library run over it: a longer one is cut (browsers send about 150 characters). */
const MAX_UNITS = 500;
/** User agents repeat: parsing one takes as long as normalizing a whole event. Oldest leave first. */
const MAX_CACHED = 500;
const cache = new Map<string, UserAgent>();

/** Browser, system and device of a User-Agent header, in the names that Sentry's parser gives. */
export const parseUserAgent = (header: string | undefined): UserAgent => {
  if (!header) return {};
  const text = header.slice(0, MAX_UNITS);
  const known = cache.get(text);
  if (known !== undefined) return known;
  const agent = parse(text);
  if (cache.size >= MAX_CACHED) forgetOldest();
  cache.set(text, agent);
  return agent;
};

const forgetOldest = (): void => {
  const oldest = cache.keys().next();
  if (oldest.done !== true) cache.delete(oldest.value);
};

/** Crawlers name themselves, and the library knows no more of them. */
const CRAWLER = /\b([A-Za-z-]*(?:bot|Bot|spider|Spider|crawler))\b(?:\/(\d+(?:\.\d+){0,2}))?/;

const parse = (text: string): UserAgent => {
  const crawler = CRAWLER.exec(text);
  if (crawler?.[1]) return { browser: systemName(crawler[1], crawler[2], 3), device: SPIDER };
  const { browser, os, device } = new UAParser(text).getResult();
  const agent: UserAgent = {};
  if (browser.name) agent.browser = systemName(browserName(browser.name, os.name), browser.version, 3);
  if (os.name) agent.os = osName(os.name, os.version);
  const found = deviceOf(device);
  if (found !== undefined) agent.device = found;
  return agent;
};

const SPIDER = { family: 'Spider', model: 'Desktop', brand: 'Spider' };

/** `parts` numbers of a version: the library gives them all, Sentry's the first three. */
const systemName = (name: string, version: string | undefined, parts: number): SystemName => {
  const short = version?.split('.').slice(0, parts).join('.');
  return short ? { name, version: short } : { name };
};

const BROWSERS = new Map([
  ['Chrome Headless', 'HeadlessChrome'],
  ['Chrome WebView', 'Chrome Mobile WebView'],
  ['Samsung Internet', 'Samsung Internet'],
  ['Samsung Browser', 'Samsung Internet'],
  ['Android Browser', 'Android'],
  ['IEMobile', 'IE Mobile'],
]);

/** On a phone these browsers have a name of their own. */
const browserName = (name: string, os: string | undefined): string => {
  if (os === 'Android' && (name === 'Chrome' || name === 'Firefox' || name === 'Edge' || name === 'Opera'))
    return `${name} Mobile`;
  if (os === 'iOS' && name === 'Chrome') return 'Chrome Mobile iOS';
  if (os === 'iOS' && name === 'Firefox') return 'Firefox iOS';
  if (os === 'iOS' && name === 'Edge') return 'Edge Mobile';
  return BROWSERS.get(name) ?? name;
};

const SYSTEMS = new Map([
  ['Mac OS', 'Mac OS X'],
  ['Chromium OS', 'Chrome OS'],
]);

const osName = (name: string, version: string | undefined): SystemName => {
  const system = systemName(SYSTEMS.get(name) ?? name, version, 4);
  if (isFrozen(system)) system.version = `>=${system.version}`;
  return system;
};

/** Browsers say so of every later system as well. */
const isFrozen = ({ name, version }: SystemName): boolean =>
  (name === 'Windows' && version === '10') || (name === 'Mac OS X' && version === '10.15.7');

type Device = { vendor?: string | undefined; model?: string | undefined };

const deviceOf = ({ vendor, model }: Device): UserAgent['device'] => {
  if (!model) return undefined;
  if (model === 'Macintosh') return { family: 'Mac', model: 'Mac', brand: 'Apple' };
  const family = vendor === 'Samsung' ? `Samsung ${model}` : model;
  return vendor ? { family, model, brand: vendor } : { family, model };
};
