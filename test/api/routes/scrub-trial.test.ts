import { expect, test } from '@jest/globals';
import { json, OTHER_TOKEN, OWNER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const TRIAL = '/api/0/projects/acme/shop/scrub-trial/';

const tryOut = async (body: unknown, token = OWNER_TOKEN) => {
  const { ask } = scene();
  const answer = await ask('POST', TRIAL, { body, token });
  return { status: answer.status, json: json(answer) };
};

const CARD = '카드 4111 1111 1111 1111';

test('an event is shown as it would rest, with the project’s own settings', async () => {
  const { status, json: answer } = await tryOut({
    type: 'event',
    payload: { message: CARD, extra: { password: 'x1' } },
  });
  expect(status).toBe(200);
  expect(answer).toMatchObject({
    payload: { logentry: { formatted: '카드 [creditcard]' }, extra: { password: '[Filtered]' } },
    redactions: 2,
  });
});

test('rules are tried before they are saved', async () => {
  const settings = {
    scrubProfile: 'off',
    relayPiiConfig: JSON.stringify({
      rules: { order: { type: 'pattern', pattern: 'order-[0-9]+', redaction: { method: 'replace', text: '[order]' } } },
      applications: { '$message || extra.note': ['order'] },
    }),
  };
  const { json: answer } = await tryOut({
    type: 'event',
    payload: { message: `order-12 ${CARD}`, extra: { note: 'order-7', other: 'order-8' } },
    settings,
  });
  expect(answer).toMatchObject({
    payload: { logentry: { formatted: `[order] ${CARD}` }, extra: { note: '[order]', other: 'order-8' } },
    redactions: 2,
  });
  expect((await tryOut({ type: 'event', payload: { message: 'order-12' } })).json).toMatchObject({
    payload: { logentry: { formatted: 'order-12' } },
  });
});

test.each([
  ['log', { body: CARD, attributes: { password: { type: 'string', value: 'x1' } } }, { body: '카드 [creditcard]' }],
  ['span', { name: 'pay', attributes: { note: { type: 'string', value: CARD } } }, { name: 'pay' }],
  ['trace_metric', { name: 'orders', value: 1, attributes: { note: { type: 'string', value: CARD } } }, { value: 1 }],
])('a %s is tried as well', async (type, payload, expected) => {
  const { status, json: answer } = await tryOut({ type, payload });
  expect(status).toBe(200);
  expect(answer).toMatchObject({ payload: expected });
  expect(JSON.stringify(answer)).not.toContain('4111');
});

test('what is wrong is named', async () => {
  expect(await tryOut({ type: 'replay', payload: {} })).toMatchObject({
    status: 400,
    json: { type: [expect.anything()] },
  });
  expect(await tryOut({ type: 'event', payload: { timestamp: -1 } })).toMatchObject({
    status: 400,
    json: { payload: ['would be dropped: timestamp'] },
  });
  const settings = { relayPiiConfig: '{"applications":{"***":["@email"]}}' };
  expect(await tryOut({ type: 'event', payload: {}, settings })).toMatchObject({
    status: 400,
    json: { relayPiiConfig: [expect.anything()] },
  });
});

test('others can neither try nor see', async () => {
  expect((await tryOut({ type: 'event', payload: {} }, OTHER_TOKEN)).status).toBe(404);
  expect((await tryOut({ type: 'event', payload: {} }, READ_ONLY_TOKEN)).status).toBe(403);
});
