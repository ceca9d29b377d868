import { expect, test } from '@jest/globals';
import { eventCulprit } from '../../lib/grouping/culprit.ts';
import { exceptionEvent, inApp, makeEvent, ofSystem, stackEvent } from './make-event.ts';

const FRAMES = [
  inApp({ module: 'shop.cart', filename: 'cart.js', function: 'charge' }),
  ofSystem({ function: 'send' }),
];

test('the transaction is the culprit where there is one', () => {
  expect(eventCulprit(stackEvent(FRAMES, { transaction: 'GET /cart' }))).toBe('GET /cart');
});

test.each([
  ['python', 'shop.cart in charge'],
  ['javascript', 'charge(shop.cart)'],
  ['node', 'charge(shop.cart)'],
  ['native', 'charge'],
])('in %s the newest frame of the application is named %s', (platform, culprit) => {
  expect(eventCulprit(stackEvent(FRAMES, { platform }))).toBe(culprit);
});

test('a frame without a function is named with a question mark', () => {
  expect(eventCulprit(stackEvent([inApp({ filename: 'cart.py' })]))).toBe('cart.py in ?');
  expect(eventCulprit(stackEvent([inApp({ filename: 'cart.js' })], { platform: 'node' }))).toBe('?(cart.js)');
});

test('what says nothing of its place is passed over, for the next of the application', () => {
  const frames = [inApp({ filename: 'cart.py', function: 'charge' }), inApp({ function: 'send' })];
  expect(eventCulprit(stackEvent(frames, { platform: 'python' }))).toBe('cart.py in charge');
  expect(eventCulprit(stackEvent([inApp({ package: 'shop' })], { platform: 'native' }))).toBe('?');
});

test('of a chain, the last exception with a stack is asked', () => {
  const values = [{ type: 'A', stacktrace: { frames: FRAMES } }, { type: 'B' }];
  expect(eventCulprit(makeEvent({ exception: { values } }))).toBe('shop.cart in charge');
});

test('the made-up stack of a synthetic exception is nobody’s fault, so the page is named', () => {
  const exception = { type: 'E', mechanism: { type: 'x', synthetic: true }, stacktrace: { frames: FRAMES } };
  expect(eventCulprit(exceptionEvent(exception, { request: { url: 'https://a.example/cart' } }))).toBe(
    'https://a.example/cart',
  );
});

test('it is at most 200 characters long, and empty when nobody knows', () => {
  expect(eventCulprit(makeEvent({ transaction: 'x'.repeat(300) }))).toHaveLength(200);
  expect(eventCulprit(makeEvent())).toBe('');
});
