import { expect, test } from '@jest/globals';
import { answerApi } from '../../../lib/api/answer.ts';
import { dynamoLedgerStore } from '../../../lib/aws/ledger-store.ts';
import { digestBatch } from '../../../lib/digest/digest-batch.ts';
import { digester, message, seededIds, toRecord } from '../../support/digester.ts';
import { openTestTable } from '../../support/table.ts';
import { ACME_TOKEN, HOUR, NOW, OTHER_TOKEN, scene } from '../scene.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const PATH = '/api/0/projects/acme/shop/ledger/';

/** A project that has had errors in two hours, one of them twice, and sessions that are not kept. */
const withTraffic = async () => {
  const table = await openTestTable();
  const { deps } = digester(table, { clock: { now: () => NOW }, ids: seededIds(1) });
  const of = (n: number, eventId: number, at: number) => ({
    ...message({ id: id(n), eventId: id(eventId), at }),
    projectId: '42',
  });
  const sessions = [
    { category: 'session' as const, outcome: 'invalid' as const, reason: 'unsupported_session', quantity: 3 },
  ];
  const discarded = [
    { category: 'error' as const, outcome: 'client_discard' as const, reason: 'ratelimit_backoff', quantity: 7 },
  ];
  await digestBatch(
    deps,
    [
      of(1, 101, NOW),
      of(2, 102, NOW),
      of(3, 102, NOW),
      of(4, 103, NOW - HOUR),
      { ...of(5, 0, NOW), items: [], outcomes: [...sessions, ...discarded] },
    ].map(one => toRecord(one)),
  );
  const get = async (query = '', token = ACME_TOKEN) => {
    const response = await answerApi(
      { ...scene().deps, ledger: dynamoLedgerStore(table) },
      {
        method: 'GET',
        path: PATH,
        query: new URLSearchParams(query),
        headers: { authorization: `Bearer ${token}` },
        body: new Uint8Array(),
        sourceIp: '',
      },
    );
    return { status: response.status, json: JSON.parse(String(response.body)) };
  };
  return { get, close: table.close };
};

const iso = (ms: number) => new Date(ms).toISOString();

test('the ledger says by the hour what became of everything, and its sums balance', async () => {
  const { get, close } = await withTraffic();
  const { json } = await get();
  expect(json.rows).toEqual([
    { time: iso(NOW - HOUR), category: 'error', outcome: 'stored', reason: '', quantity: 1 },
    { time: iso(NOW), category: 'error', outcome: 'client_discard', reason: 'ratelimit_backoff', quantity: 7 },
    { time: iso(NOW), category: 'error', outcome: 'duplicate', reason: '', quantity: 1 },
    { time: iso(NOW), category: 'error', outcome: 'stored', reason: '', quantity: 2 },
    { time: iso(NOW), category: 'session', outcome: 'invalid', reason: 'unsupported_session', quantity: 3 },
  ]);
  expect(json.sums).toEqual([
    { category: 'error', received: 4, clientDiscard: 7, outcomes: { stored: 3, duplicate: 1 } },
    { category: 'session', received: 3, clientDiscard: 0, outcomes: { invalid: 3 } },
  ]);
  close();
});

test('the ledger can be asked by the day and for a span', async () => {
  const { get, close } = await withTraffic();
  const day = NOW - (NOW % (24 * HOUR));
  expect((await get('interval=1d')).json.rows).toContainEqual({
    time: iso(day),
    category: 'error',
    outcome: 'stored',
    reason: '',
    quantity: 3,
  });
  const before = await get(`start=${iso(NOW - 5 * HOUR)}&end=${iso(NOW)}`);
  expect(before.json.rows).toEqual([
    { time: iso(NOW - HOUR), category: 'error', outcome: 'stored', reason: '', quantity: 1 },
  ]);
  close();
});

test.each([
  ['interval=1m', /interval/],
  ['start=yesterday', /start/],
  ['start=2026-01-01T00:00:00Z&end=2026-11-01T00:00:00Z', /92 days/],
  ['start=2026-11-22T12:00:00Z&end=2026-11-22T10:00:00Z', /end/],
])('?%s is refused with the field that is wrong', async (query, detail) => {
  const { get, close } = await withTraffic();
  const { status, json } = await get(query);
  expect(status).toBe(400);
  expect(json.detail).toMatch(detail);
  close();
});

test('nobody of another organization sees it', async () => {
  const { get, close } = await withTraffic();
  expect((await get('', OTHER_TOKEN)).status).toBe(404);
  close();
});
