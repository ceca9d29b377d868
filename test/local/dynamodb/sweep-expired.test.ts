import { expect, test } from '@jest/globals';
import { key, openDirect } from './direct.ts';

const ON = { TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } };
const OFF = { TimeToLiveSpecification: { AttributeName: 'expires', Enabled: false } };
const DAY = 24 * 3_600;

const kept = (call: ReturnType<typeof openDirect>['call'], more: object = {}): string[] =>
  call('Scan', more).Items.map((item: { sk: { S: string } }) => item.sk.S);

test('what is over goes, with its index rows; what is not over, or has no time, stays', () => {
  const { db, clock, call } = openDirect();
  call('UpdateTimeToLive', ON);
  const index = { state: { S: 'open' }, seen: { S: '1' } };
  call('PutItem', { Item: { ...key('p', 'over'), ...index, expires: { N: String(clock.seconds - 1) } } });
  call('PutItem', { Item: { ...key('p', 'now'), ...index, expires: { N: String(clock.seconds) } } });
  call('PutItem', { Item: { ...key('p', 'soon'), ...index, expires: { N: String(clock.seconds + 1) } } });
  call('PutItem', { Item: { ...key('p', 'text'), ...index, expires: { S: String(clock.seconds - 1) } } });
  call('PutItem', { Item: { ...key('p', 'timeless'), ...index } });
  call('PutItem', {
    Item: { ...key('p', 'long ago'), ...index, expires: { N: String(clock.seconds - 6 * 365 * DAY) } },
  });
  expect(kept(call)).toHaveLength(6);
  expect(db.sweepExpired()).toBe(2);
  expect(kept(call).sort()).toEqual(['long ago', 'soon', 'text', 'timeless']);
  expect(kept(call, { IndexName: 'byState' }).sort()).toEqual(['long ago', 'soon', 'text', 'timeless']);
  clock.seconds += 1;
  expect(db.sweepExpired()).toBe(1);
  expect(db.sweepExpired()).toBe(0);
  db.close();
});

test('an item whose time was put off stays', () => {
  const { db, clock, call } = openDirect();
  call('UpdateTimeToLive', ON);
  call('PutItem', { Item: { ...key('p'), expires: { N: String(clock.seconds - 1) } } });
  call('UpdateItem', {
    Key: key('p'),
    UpdateExpression: 'SET expires = expires + :day',
    ExpressionAttributeValues: { ':day': { N: String(DAY) } },
  });
  expect(db.sweepExpired()).toBe(0);
  call('UpdateItem', { Key: key('p'), UpdateExpression: 'REMOVE expires' });
  clock.seconds += 2 * DAY;
  expect(db.sweepExpired()).toBe(0);
  db.close();
});

test('items that were there before time to live was switched on are swept too, and none once it is off', () => {
  const { db, clock, call } = openDirect();
  for (let n = 0; n < 1_100; n++)
    call('PutItem', { Item: { ...key('p', String(n).padStart(4, '0')), expires: { N: String(clock.seconds - 1) } } });
  expect(db.sweepExpired()).toBe(0);
  call('UpdateTimeToLive', ON);
  call('UpdateTimeToLive', OFF);
  expect(db.sweepExpired()).toBe(0);
  call('UpdateTimeToLive', ON);
  expect(db.sweepExpired()).toBe(1_100);
  expect(kept(call)).toEqual([]);
  db.close();
});
