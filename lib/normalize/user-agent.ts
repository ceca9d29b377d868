import type { JsonObject } from '../protocol/json.ts';
import type { Contexts } from './contexts.ts';
import { describeSystem } from './describe-system.ts';
import { headerOf, titleCase } from './headers.ts';
import type { Pairs } from './pairs.ts';
import { parseUserAgent, type SystemName, type UserAgent } from './parse-user-agent.ts';

/** Headers that say what the user runs: lower-case names. */
export type AgentHeaders = (name: string) => string | undefined;

/** Brands that every Chromium names, or that are there to break parsers. */
const NO_BRAND = /Brand|Chromium|Not.A/i;
const MAX_HINT_UNITS = 512;

/** As normalized headers spell them. */
const TITLES = new Map(
  ['user-agent', 'sec-ch-ua', 'sec-ch-ua-platform', 'sec-ch-ua-platform-version', 'sec-ch-ua-model'].map(name => [
    name,
    titleCase(name),
  ]),
);

/** The look-up in an event's own headers, or undefined when none of them speaks of the user's machine. */
export const agentHeadersOf = (headers: Pairs | undefined): AgentHeaders | undefined => {
  if (headers === undefined || !headers.some(isSign)) return undefined;
  return name => headerOf(headers, TITLES.get(name) ?? name);
};

const isSign = ([name]: readonly [string, string]): boolean => name === 'User-Agent' || name.startsWith('Sec-Ch-Ua');

/**
 * Adds browser, operating system and device as the headers tell, where the SDK did not. Client hints are believed before
 * the user agent, whose versions browsers freeze. On a server the system is the client's: `client_os`.
 */
export const addAgentContexts = (contexts: Contexts, header: AgentHeaders, platform: string): void => {
  const osKey = platform === 'javascript' ? 'os' : 'client_os';
  if (contexts.browser && contexts[osKey] && contexts.device) return;
  const parsed = lazy(() => parseUserAgent(header('user-agent')));
  if (!contexts.browser) addSystem(contexts, 'browser', 'browser', hintedBrowser(header) ?? parsed().browser);
  if (!contexts[osKey]) addSystem(contexts, osKey, 'os', hintedOs(header) ?? parsed().os);
  if (!contexts.device) addDevice(contexts, hintedModel(header), parsed);
};

const lazy = (parse: () => UserAgent): (() => UserAgent) => {
  let agent: UserAgent | undefined;
  return () => {
    agent ??= parse();
    return agent;
  };
};

const addSystem = (contexts: Contexts, key: string, kind: 'browser' | 'os', found: SystemName | undefined): void => {
  if (found === undefined) return;
  const context: JsonObject = { ...found, type: kind };
  describeSystem(kind, context);
  contexts[key] = context;
};

const addDevice = (contexts: Contexts, model: string | undefined, parsed: () => UserAgent): void => {
  const device = model === undefined ? parsed().device : { ...parsed().device, model };
  if (device !== undefined) contexts.device = { ...device, type: 'device' };
};

const unquote = (text: string | undefined): string | undefined =>
  text?.slice(0, MAX_HINT_UNITS).replaceAll('"', '').trim() || undefined;

const hintedBrowser = (header: AgentHeaders): SystemName | undefined => {
  const hint = header('sec-ch-ua')?.slice(0, MAX_HINT_UNITS);
  if (hint === undefined) return undefined;
  for (const [, brand = '', version = ''] of hint.matchAll(/"([^"]*)";\s*v="([^"]*)"/g)) {
    if (!NO_BRAND.test(brand)) return { name: brand === 'Google Chrome' ? 'Chrome' : brand, version };
  }
  return undefined;
};

const hintedOs = (header: AgentHeaders): SystemName | undefined => {
  const name = unquote(header('sec-ch-ua-platform'));
  if (name === undefined) return undefined;
  const version = unquote(header('sec-ch-ua-platform-version'));
  return version === undefined ? { name } : { name, version };
};

const hintedModel = (header: AgentHeaders): string | undefined => unquote(header('sec-ch-ua-model'));
