import { expect, test } from '@jest/globals';
import { LEGACY_BROWSERS } from '../../lib/filter/legacy-browsers.ts';
import { filtered, thrown, withAgent } from './event.ts';

const IE = (version: number) => `Mozilla/5.0 (compatible; MSIE ${version}.0; Windows NT 6.1; Trident/5.0)`;
const IE11 = 'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko';
const chrome = (version: number, more = '') =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36${more}`;
const firefox = (version: number) =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
const safari = (version: number) =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version}.1 Safari/605.1.15`;
const edge = (version: number) => chrome(version, ` Edg/${version}.0.0.0`);
const oldEdge = chrome(70, ' Edge/18.17763');
const opera = (version: number) => chrome(version + 14, ` OPR/${version}.0.0.0`);
const oldOpera = 'Opera/9.80 (Windows NT 6.1; U; en) Presto/2.10.289 Version/12.02';
const operaMini = (version: number) =>
  `Opera/9.80 (J2ME/MIDP; Opera Mini/${version}.1/191.251; U; en) Presto/2.12.423 Version/12.16`;
const android = (version: string) =>
  `Mozilla/5.0 (Linux; U; Android ${version}; en-us; Nexus One) AppleWebKit/533.1 (KHTML, like Gecko) Version/${version} Mobile Safari/533.1`;

test.each([
  ['ie', IE11],
  ['edge', edge(110)],
  ['safari', safari(15)],
  ['firefox', firefox(110)],
  ['chrome', chrome(110)],
  ['opera', opera(99)],
  ['opera_mini', operaMini(34)],
  ['android', android('2.3')],
  ['ie_pre_9', IE(8)],
  ['ie9', IE(9)],
  ['ie10', IE(10)],
  ['ie11', IE11],
  ['opera_pre_15', oldOpera],
  ['opera_mini_pre_8', operaMini(7)],
  ['android_pre_4', android('2.3')],
  ['safari_pre_6', safari(5)],
  ['edge_pre_79', oldEdge],
  ['default', IE(9)],
  ['default', safari(5)],
])('%s drops %s', (id, agent) => {
  expect(filtered(withAgent(agent), { legacyBrowsers: [id] })).toBe('legacy-browsers');
});

test.each([
  ['ie', edge(120)],
  ['edge', edge(111)],
  ['safari', safari(16)],
  ['safari', chrome(100)],
  ['firefox', firefox(111)],
  ['chrome', chrome(111)],
  ['chrome', edge(100)],
  ['opera', opera(100)],
  ['opera_mini', operaMini(35)],
  ['android', android('4.4')],
  ['ie_pre_9', IE(9)],
  ['ie9', IE(10)],
  ['ie10', IE11],
  ['ie11', IE(10)],
  ['opera_pre_15', opera(15)],
  ['opera_mini_pre_8', operaMini(8)],
  ['safari_pre_6', safari(6)],
  ['edge_pre_79', edge(79)],
  ['default', IE(10)],
  ['netscape', IE(8)],
])('%s leaves %s', (id, agent) => {
  expect(filtered(withAgent(agent), { legacyBrowsers: [id] })).toBeUndefined();
});

test('a browser that only the SDK has told of is judged by that; one without a version is kept', () => {
  const told = (browser: object) => ({ ...thrown({ type: 'E', value: 'x' }), contexts: { browser } });
  expect(filtered(told({ name: 'IE', version: '8.0' }), { legacyBrowsers: ['ie'] })).toBe('legacy-browsers');
  expect(filtered(told({ name: 'IE' }), { legacyBrowsers: ['ie'] })).toBeUndefined();
});

test('every id alone leaves an event without an agent', () => {
  for (const id of LEGACY_BROWSERS) expect(filtered({ message: 'x' }, { legacyBrowsers: [id] })).toBeUndefined();
});
