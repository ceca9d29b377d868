import { describe, expect, test } from '@jest/globals';
import { isIpAddress } from '../../lib/normalize/ip-address.ts';
import { faults, normalized } from './normalized.ts';

const CLIENT = { clientIp: '198.51.100.7' };
const auto = { user: { ip_address: '{{auto}}' } };
const sdk = (infer_ip: string) => ({ sdk: { name: 'x', version: '1', settings: { infer_ip } } });

describe('the user', () => {
  test('keeps what Sentry has no field for in data', () => {
    expect(normalized({ user: { id: 5, foo: 'bar' } }).user).toEqual({
      id: '5',
      sentry_user: 'id:5',
      data: { foo: 'bar' },
    });
  });

  test.each([
    [{ username: 'u', email: 'e@x.co' }, 'username:u'],
    [{ email: 'e@x.co', ip_address: '10.0.0.1' }, 'email:e@x.co'],
    [{ ip_address: '10.0.0.1' }, 'ip:10.0.0.1'],
    [{ name: 'n' }, undefined],
  ])('%j is counted as %p', (user, identity) => {
    expect(normalized({ user }).user?.sentry_user).toBe(identity);
  });

  test('has its own other fields before those of its data, and only text as a name', () => {
    expect(normalized({ user: { id: '1', name: 5, data: { a: 1, plan: 'x' }, plan: 'gold' } }).user).toEqual({
      id: '1',
      data: { a: 1, plan: 'gold' },
      sentry_user: 'id:1',
    });
  });

  test('with an address that is none loses it, with an error', () => {
    const event = normalized({ user: { id: '1', ip_address: '300.1.1.1' } });
    expect(event.user).toEqual({ id: '1', sentry_user: 'id:1' });
    expect(faults(event)).toEqual(['invalid_data user.ip_address']);
  });

  test('of a browser gets the address that the request came from', () => {
    expect(normalized({ platform: 'javascript' }, CLIENT).user).toEqual({
      ip_address: '198.51.100.7',
      sentry_user: 'ip:198.51.100.7',
    });
    expect(normalized(auto, CLIENT).user?.ip_address).toBe('198.51.100.7');
  });

  test('of a server gets none, but the one that the server saw', () => {
    expect(normalized({ platform: 'python' }, CLIENT).user).toBeUndefined();
    const request = { env: { REMOTE_ADDR: '192.0.2.9' } };
    expect(normalized({ platform: 'python', request }, CLIENT).user?.ip_address).toBe('192.0.2.9');
    expect(normalized({ request: { env: { REMOTE_ADDR: 'unix:' } }, ...auto }, CLIENT).user?.ip_address).toBe(
      '198.51.100.7',
    );
  });

  test('is given no address when the SDK forbids it, nor when the project keeps none', () => {
    expect(normalized({ ...auto, ...sdk('never'), platform: 'javascript' }, CLIENT).user).toBeUndefined();
    expect(normalized({ ...auto, platform: 'javascript' }, { ...CLIENT, scrubIp: true }).user).toBeUndefined();
  });

  test('is given one on every platform when the SDK asks for it', () => {
    expect(normalized({ ...sdk('auto'), platform: 'python' }, CLIENT).user?.ip_address).toBe('198.51.100.7');
  });

  test('keeps an address that was sent, whatever may be inferred', () => {
    for (const setting of ['auto', 'never', 'legacy']) {
      const event = normalized({ user: { ip_address: '192.0.2.1' }, ...sdk(setting) }, CLIENT);
      expect(event.user?.ip_address).toBe('192.0.2.1');
    }
  });

  test('is not given back an address that was scrubbed before', () => {
    const _meta = { user: { ip_address: { '': { rem: [['@ip', 'x']] } } } };
    expect(normalized({ platform: 'javascript', user: { id: '1' }, _meta }, CLIENT).user?.ip_address).toBeUndefined();
  });
});

describe('an address', () => {
  test.each(['127.0.0.1', '::1', 'fe80::1', '2001:db8::8a2e:370:7334', '::ffff:192.0.2.1'])('%p is one', text => {
    expect(isIpAddress(text)).toBe(true);
  });
  test.each(['', '1.2.3', '1.2.3.256', '01.2.3.4', '1.2.3.4.5', 'localhost', '::g', '1:2', ':'.repeat(60), '[::1]'])(
    '%p is none',
    text => {
      expect(isIpAddress(text)).toBe(false);
    },
  );
});
