import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseIp, parseIpRange } from '../../lib/filter/ip-range.ts';
import { filtered } from './event.ts';

const from = (clientIp: string | undefined, ...clientIps: string[]) =>
  filtered({ message: 'x' }, { clientIps }, clientIp === undefined ? {} : { clientIp });

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['10.255.0.1', '10.0.0.0/8'],
  ['192.168.1.130', '192.168.1.128/25'],
  ['8.8.8.8', '0.0.0.0/0'],
  ['::ffff:10.0.0.1', '10.0.0.0/8'],
  ['2001:db8::1', '2001:db8::/32'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['::1', '::1'],
])('who sends from %s is dropped by %s', (clientIp, range) => {
  expect(from(clientIp, '198.51.100.1', range)).toBe('ip-address');
});

test.each([
  ['203.0.113.8', '203.0.113.7'],
  ['11.0.0.1', '10.0.0.0/8'],
  ['192.168.1.127', '192.168.1.128/25'],
  ['2001:db9::1', '2001:db8::/32'],
  ['2001:db8::1', '0.0.0.0/0'],
  [undefined, '0.0.0.0/0'],
  ['not an address', '0.0.0.0/0'],
])('who sends from %s is left by %s', (clientIp, range) => {
  expect(from(clientIp, range)).toBeUndefined();
});

test.each([
  '',
  'localhost',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/x',
  '::1/129',
  '1::2::3',
  ':1',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  '::12345',
  '::ffff:1.2.3.999',
  '::g',
])('%j is no range', text => {
  expect(parseIpRange(text)).toBeUndefined();
});

test('every address is read as the number that it is', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.ipV4(), (v6, v4) => {
      expect(parseIp(v6)).toBeDefined();
      expect(parseIp(v4)).toBe(parseIp(`::ffff:${v4}`));
      expect(parseIp(v6)).toBe(parseIp(new URL(`http://[${v6}]/`).hostname.slice(1, -1)));
    }),
  );
});

test('reading any text never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123af:./')) }), text => void parseIpRange(text)),
  );
});
