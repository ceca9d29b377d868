import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { exceptionEvent, inApp, makeEvent, messageEvent, ofSystem, stackEvent } from './make-event.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const EMPTY = 'd41d8cd98f00b204e9800998ecf8427e';

const APP_FRAME = inApp({ module: 'shop', function: 'charge' });
const SYSTEM_FRAME = ofSystem({ module: 'http', function: 'send' });

test('every grouping names the rules that made it', () => {
  expect(groupEvent(makeEvent()).config).toBe('newstyle:2026-01-20');
});

describe('hashes', () => {
  test('are the MD5 of what contributes, the application’s before the system’s', () => {
    expect(groupEvent(stackEvent([APP_FRAME, SYSTEM_FRAME])).hashes).toEqual([
      md5('ValueErrorshopcharge'),
      md5('ValueErrorshopchargehttpsend'),
    ]);
  });

  test('that would be the same are there once, and the explanation says so', () => {
    const { hashes, variants } = groupEvent(stackEvent([APP_FRAME]));
    expect(hashes).toEqual([md5('ValueErrorshopcharge')]);
    expect(variants.system).toMatchObject({ contributes: false, hint: expect.stringContaining('matches app') });
  });

  test('of a stack without frames of the application are those of the system alone', () => {
    const { hashes, variants } = groupEvent(stackEvent([SYSTEM_FRAME]));
    expect(hashes).toEqual([md5('ValueErrorhttpsend')]);
    expect(variants.app?.contributes).toBe(false);
  });

  test('of a chain take all exceptions, in the order of the list', () => {
    const values = [
      { type: 'KeyError', value: 'k' },
      { type: 'E', stacktrace: { frames: [APP_FRAME] } },
    ];
    expect(groupEvent(makeEvent({ exception: { values } })).hashes[0]).toBe(md5('KeyErrorkEshopcharge'));
  });

  test('of a message are those of its constant part', () => {
    expect(groupEvent(messageEvent('order 17 failed')).hashes).toEqual([md5('order <int> failed')]);
  });

  test('of an event with nothing to group by are the MD5 of nothing', () => {
    expect(groupEvent(makeEvent()).hashes).toEqual([EMPTY]);
    expect(groupEvent(makeEvent()).variants.fallback?.type).toBe('fallback');
  });
});

describe('a fingerprint', () => {
  test('replaces what was found in the event', () => {
    const { hashes, variants } = groupEvent(stackEvent([APP_FRAME], { fingerprint: ['checkout', '{{ level }}'] }));
    expect(hashes).toEqual([md5('checkouterror')]);
    expect(variants.custom_fingerprint?.values).toEqual(['checkout', 'error']);
    expect(variants.app).toMatchObject({
      contributes: false,
      hint: 'ignored because custom client fingerprint takes precedence',
    });
  });

  test('with the default in it adds to each variant', () => {
    const fingerprint = ['eu', '{{ default }}'];
    expect(groupEvent(stackEvent([APP_FRAME, SYSTEM_FRAME], { fingerprint })).hashes).toEqual([
      md5('euValueErrorshopcharge'),
      md5('euValueErrorshopchargehttpsend'),
    ]);
  });

  test('with the default in it splits no events that have nothing to group by', () => {
    expect(groupEvent(makeEvent({ fingerprint: ['{{ default }}', 'eu'] })).hashes).toEqual([EMPTY]);
  });
});

describe('a checksum', () => {
  test('is the hash, whatever else is in the event', () => {
    const checksum = 'c'.repeat(32);
    expect(groupEvent(messageEvent('m', { checksum, fingerprint: ['x'] })).hashes).toEqual([checksum]);
  });

  test('that is no MD5 becomes one', () => {
    expect(groupEvent(makeEvent({ checksum: 'Order-17' })).hashes).toEqual([md5('Order-17')]);
  });
});

test('the explanation is a tree that can be kept as JSON', () => {
  const { variants } = groupEvent(exceptionEvent({ type: 'KeyError', value: 'order 17' }));
  expect(JSON.parse(JSON.stringify(variants.app))).toEqual({
    type: 'component',
    contributes: true,
    hash: md5('KeyErrororder <int>'),
    component: {
      id: 'app',
      contributes: true,
      values: [
        {
          id: 'exception',
          contributes: true,
          values: [
            { id: 'type', contributes: true, values: ['KeyError'] },
            { id: 'value', contributes: true, values: ['order <int>'], hint: 'stripped event-specific values' },
            { id: 'stacktrace', contributes: false, values: [] },
          ],
        },
      ],
    },
  });
});
