import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customFilters } from '../../lib/api/contract/custom-filters.ts';
import { compileCondition, MAX_CONDITION_DEPTH } from '../../lib/filter/condition.ts';
import { readFieldOf } from '../../lib/filter/field-path.ts';
import type { FilterCondition } from '../../lib/protocol/filter-condition.ts';
import { filtered, thrown } from './event.ts';

const EVENT = {
  ...thrown({ type: 'RangeError', value: 'cause' }, { type: 'TypeError', value: 'cart is undefined' }),
  release: 'shop@1.4.2',
  environment: 'staging',
  level: 'warning',
  logentry: { formatted: 'no cart for 7' },
  tags: { tier: 'gold', 'a.b': 'dotted' },
  user: { id: '7', email: 'jane@example.com' },
  request: { url: 'https://shop.example/cart', headers: { 'User-Agent': 'Firefox', 'X-Robot': 'yes' } },
  contexts: { device: { battery_level: 12, simulator: true } },
  extra: { cart: { items: 3 } },
};
const SENDER = { clientIp: '203.0.113.7' };

const takes = (condition: FilterCondition, event: object = EVENT): boolean => {
  const custom = [{ id: 'mine', isEnabled: true, condition }];
  return filtered(event, { custom }, SENDER) === 'mine';
};
const eq = (name: string, value: string | number | boolean | null | string[]): FilterCondition => ({
  op: 'eq',
  name,
  value,
});

describe('a filter of one’s own', () => {
  test.each<[string, FilterCondition, boolean]>([
    ['a field', eq('event.release', 'shop@1.4.2'), true],
    ['one of several values', eq('event.environment', ['test', 'staging']), true],
    ['another value', eq('event.environment', 'production'), false],
    ['case', eq('event.environment', 'Staging'), false],
    ['no case', { op: 'eq', name: 'event.environment', value: 'Staging', options: { ignoreCase: true } }, true],
    ['a tag', eq('event.tags.tier', 'gold'), true],
    ['a tag with a dot', eq('event.tags.a\\.b', 'dotted'), true],
    ['a header in any case', eq('event.request.headers.x-robot', 'yes'), true],
    ['a tag of another case', eq('event.tags.Tier', 'gold'), false],
    ['a switch', eq('event.contexts.device.simulator', true), true],
    ['what is not there', eq('event.dist', null), true],
    ['what is there', eq('event.release', null), false],
    ['a message', { op: 'glob', name: 'event.message', value: ['NO CART*'] }, true],
    [
      'an exception',
      { op: 'any', name: 'event.exceptions', inner: { op: 'glob', name: 'value', value: ['cart*'] } },
      true,
    ],
    [
      'every exception',
      { op: 'all', name: 'event.exceptions', inner: { op: 'glob', name: 'ty', value: ['*Error'] } },
      true,
    ],
    [
      'not every one',
      { op: 'all', name: 'event.exceptions', inner: { op: 'eq', name: 'ty', value: 'TypeError' } },
      false,
    ],
    ['a number above', { op: 'gt', name: 'event.contexts.device.battery_level', value: 12 }, false],
    ['a number from', { op: 'gte', name: 'event.contexts.device.battery_level', value: 12 }, true],
    ['a number below', { op: 'lt', name: 'event.extra.cart.items', value: 4 }, true],
    ['a number up to', { op: 'lte', name: 'event.extra.cart.items', value: 2 }, false],
    ['a text as a number', { op: 'gt', name: 'event.user.id', value: 1 }, false],
    ['the sender’s network', { op: 'cidr', name: 'envelope.client_ip', value: ['203.0.113.0/24'] }, true],
    ['another network', { op: 'cidr', name: 'envelope.client_ip', value: ['10.0.0.0/8'] }, false],
    ['both', { op: 'and', inner: [eq('event.level', 'warning'), eq('event.tags.tier', 'gold')] }, true],
    ['one of two', { op: 'and', inner: [eq('event.level', 'warning'), eq('event.tags.tier', 'iron')] }, false],
    ['either', { op: 'or', inner: [eq('event.level', 'fatal'), eq('event.tags.tier', 'gold')] }, true],
    ['the contrary', { op: 'not', inner: eq('event.level', 'fatal') }, true],
    ['a field that no event has', eq('event.constructor.name', 'Object'), false],
    ['what all objects have', { op: 'not', inner: eq('event.__proto__.x', null) }, false],
    ['a name that is none', eq('nothing', 'x'), false],
  ])('looks at %s', (_what, condition, expected) => {
    expect(takes(condition)).toBe(expected);
  });

  test('drops under its own id, before all others, and only while it is switched on', () => {
    const condition = eq('event.environment', 'staging');
    const rows = (isEnabled: boolean) => ({
      custom: [{ id: 'no-staging', isEnabled, condition }],
      releases: ['shop@*'],
    });
    expect(filtered(EVENT, rows(true), SENDER)).toBe('no-staging');
    expect(filtered(EVENT, rows(false), SENDER)).toBe('release-version');
  });

  test('never breaks an event, whatever the condition that the API lets in and whatever the event', () => {
    const name = fc.oneof(
      fc.constantFrom('event.tags.tier', 'event.exceptions', 'event.extra.cart.items', 'envelope.client_ip', 'ty'),
      fc.string({ minLength: 1, maxLength: 40 }),
    );
    const value = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean(), fc.constant(null));
    const { condition } = fc.letrec<{ condition: FilterCondition }>(tie => ({
      condition: fc.oneof(
        { maxDepth: MAX_CONDITION_DEPTH - 1 },
        fc.record({ op: fc.constant('eq' as const), name, value }),
        fc.record({ op: fc.constant('gt' as const), name, value: fc.integer() }),
        fc.record({
          op: fc.constant('glob' as const),
          name,
          value: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
        }),
        fc.record({ op: fc.constant('not' as const), inner: tie('condition') }),
        fc.record({ op: fc.constant('any' as const), name, inner: tie('condition') }),
        fc.record({
          op: fc.constant('and' as const),
          inner: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
        }),
      ),
    }));
    fc.assert(
      fc.property(condition, fc.object(), (one, event) => {
        const parsed = customFilters.safeParse({ filters: [{ id: 'x', condition: one }] });
        const test = compileCondition(parsed.data?.filters[0]?.condition ?? one, readFieldOf);
        // Any object stands for an event: conditions read what is there.
        return typeof test({ event: event as never, sender: {} }) === 'boolean';
      }),
    );
  });
});
