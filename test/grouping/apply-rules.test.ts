import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { applyRules, applyRulesAnew } from '../../lib/grouping/apply-rules.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { rulesOf } from '../../lib/grouping/rules-of.ts';
import { eventTitle } from '../../lib/grouping/title.ts';
import { exceptionEvent, inApp, messageEvent, ofSystem, stackEvent } from './make-event.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const rules = (fingerprintingRules: string, groupingEnhancements = '') =>
  rulesOf({ fingerprintingRules, groupingEnhancements });

test('a rule’s fingerprint replaces the client’s, which is kept beside it', () => {
  const by = rules('message:order* -> orders, {{ message }} title="Orders of {{ tags.shop }}"');
  const event = applyRules(messageEvent('order 17', { fingerprint: ['mine'], tags: [['shop', 'eu 1']] }), by);
  expect(event._fingerprint_info).toMatchObject({
    client_fingerprint: ['mine'],
    matched_rule: { text: 'message:"order*" -> "orders{{ message }}" title="Orders of {{ tags.shop }}"' },
  });
  const { hashes, variants } = groupEvent(event, by);
  expect(hashes).toEqual([md5('ordersorder <int>')]);
  expect(variants.default).toMatchObject({ hint: 'ignored because custom server fingerprint takes precedence' });
  expect(eventTitle(event, by)).toMatchObject({ title: 'Orders of eu 1', metadata: { title: 'Orders of eu 1' } });
});

test('a rule with the default in it adds to what was found', () => {
  const by = rules('logger:* -> {{ default }}, {{ logger }}');
  expect(groupEvent(applyRules(messageEvent('m', { logger: 'l' }), by), by).hashes).toEqual([md5('ml')]);
});

test('people’s rules come before Allim’s own', () => {
  const event = exceptionEvent({ type: 'ChunkLoadError', value: 'v' }, { platform: 'javascript' });
  const own = rules('');
  expect(groupEvent(applyRules(event, own), own).hashes).toEqual([md5('chunkloaderror')]);
  expect(groupEvent(applyRules(event, own), own).variants.built_in_fingerprint?.contributes).toBe(true);
  const theirs = rules('type:ChunkLoadError -> mine');
  expect(groupEvent(applyRules(event, theirs), theirs).hashes).toEqual([md5('mine')]);
});

test('stack-trace rules of people say what is of the application, and what counts', () => {
  const frames = [ofSystem({ module: 'http', function: 'send' }), inApp({ module: 'shop.log', function: 'warn' })];
  const by = rules('', 'module:http +app\nfunction:warn -group');
  expect(groupEvent(applyRules(stackEvent(frames), by), by).hashes).toEqual([md5('ValueErrorhttpsend')]);
});

test('a kept event can be grouped by other rules as if it came anew', () => {
  const event = stackEvent([inApp({ module: 'shop', function: 'pay' })], { fingerprint: ['mine'] });
  const one = rules('type:* -> x', 'module:shop -app');
  const other = rules('level:* -> {{ default }}', '');
  const kept = applyRules(event, one);
  const anew = applyRulesAnew(kept, other);
  expect(groupEvent(anew, other).hashes).toEqual(groupEvent(applyRules(event, other), other).hashes);
  expect(anew.fingerprint).toEqual(['{{ default }}']);
  const none = rules('');
  expect(applyRulesAnew(kept, none).fingerprint).toEqual(['mine']);
});

test('rules that are none any more say nothing', () => {
  const by = rules('this is no rule', 'nor this');
  expect(groupEvent(applyRules(messageEvent('m'), by), by).hashes).toEqual([md5('m')]);
});
