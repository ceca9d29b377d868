import { expect, test } from '@jest/globals';
import { eventSignature } from '../../lib/budget/event-signature.ts';
import { receive } from '../../lib/ingest/receive.ts';
import type { EdgeBudget } from '../../lib/protocol/budget.ts';
import { eventsOf, type QueueMessage } from '../../lib/protocol/queue-message.ts';
import { EVENT_ID, edge, edgeSettings, envelope, errorEvent, request } from '../support/edge.ts';

const NOW = 1_795_000_001_000;
const MONTH_END = Date.UTC(2026, 11, 1);

const limited = (over: Partial<EdgeBudget> = {}) =>
  edge({
    now: NOW,
    settings: [edgeSettings({ budget: { step: 'limit', scope: 'project', until: MONTH_END, known: [], ...over } })],
  });

const crash = (site: string, over: object = {}) => {
  const { exception } = errorEvent();
  const [thrown] = exception.values;
  const frames = [
    { function: 'run', filename: 'main.js', lineno: 1, in_app: true },
    { function: site, filename: 'cart.js', lineno: 2, in_app: true },
  ];
  return errorEvent({ exception: { values: [{ ...thrown, stacktrace: { frames } }] }, ...over });
};

const send = (deps: ReturnType<typeof edge>['deps'], ...items: [header: object, payload: unknown][]) =>
  receive(deps, request({ body: envelope({ event_id: EVENT_ID }, ...items) }));

/** As the digest sees it. */
const signatureOf = async (site: string): Promise<string> => {
  const { deps, messages } = edge({ now: NOW });
  await send(deps, [{ type: 'event' }, crash(site)]);
  const [message] = await messages();
  const [queued] = message ? eventsOf(message) : [];
  return (queued && eventSignature(queued.event)) ?? '';
};

const ratesOf = ({ outcomes }: QueueMessage) =>
  outcomes.map(({ category, outcome, reason, quantity }) => `${category} ${outcome} ${reason} ${quantity}`);

test('events of a known issue are refused and counted, whoever sends them and with what values', async () => {
  const { deps, messages } = limited({ known: [[await signatureOf('pay'), NOW + 60_000]] });
  const other = { ...crash('pay'), user: { id: 'somebody else' }, extra: { order: 17 } };
  const { response } = await send(deps, [{ type: 'event' }, other]);
  const [message] = await messages();
  expect(message?.items).toEqual([]);
  expect(message && ratesOf(message)).toEqual(['error rate_limited budget_exceeded 1']);
  expect(response.status).toBe(200);
});

test('no SDK is told to be silent about errors: it would keep the next new one to itself', async () => {
  const { deps } = limited({ known: [[await signatureOf('pay'), NOW + 60_000]] });
  const { response } = await send(deps, [{ type: 'event' }, crash('pay')]);
  expect(response.headers['retry-after']).toBeUndefined();
  const categories = (response.headers['x-sentry-rate-limits'] ?? '')
    .split(', ')
    .flatMap(limit => limit.split(':')[1]?.split(';') ?? '');
  expect(categories).not.toContain('error');
  expect(categories).not.toContain('default');
  expect(categories).not.toContain('');
});

test('an event that nobody knows yet passes at every step', async () => {
  for (const step of ['sample', 'count_only', 'limit'] as const) {
    const { deps, messages } = limited({ step, known: [[await signatureOf('pay'), NOW + 60_000]] });
    await send(deps, [{ type: 'event' }, crash('checkout')]);
    expect((await messages()).flatMap(eventsOf)).toHaveLength(1);
  }
});

test('files and feedback are refused as a whole, with the header that SDKs follow; the event beside them is kept', async () => {
  const { deps, messages } = limited();
  const { response } = await send(
    deps,
    [{ type: 'event' }, crash('checkout')],
    [{ type: 'attachment', length: 5, filename: 'a.txt' }, 'hello'],
  );
  expect(response.status).toBe(429);
  expect(response.headers['x-sentry-rate-limits']).toBe(
    '60:attachment;attachment_item;feedback:project:budget_exceeded',
  );
  const [message] = await messages();
  expect(message?.items.map(({ type }) => type)).toEqual(['event']);
  expect(message && ratesOf(message)).toEqual([
    'attachment rate_limited budget_exceeded 5',
    'attachment_item rate_limited budget_exceeded 1',
  ]);
});

test('a known issue is looked at again once its time is over, and everything is in a new month', async () => {
  const known: [string, number][] = [[await signatureOf('pay'), NOW - 1]];
  const later = limited({ known });
  await send(later.deps, [{ type: 'event' }, crash('pay')]);
  expect((await later.messages()).flatMap(eventsOf)).toHaveLength(1);
  const nextMonth = limited({ until: NOW, known: [[await signatureOf('pay'), NOW + 60_000]] });
  const { response } = await send(
    nextMonth.deps,
    [{ type: 'event' }, crash('pay')],
    [{ type: 'attachment', length: 5, filename: 'a.txt' }, 'hello'],
  );
  expect(response.status).toBe(200);
  expect((await nextMonth.messages())[0]?.items).toHaveLength(2);
});

test('what is refused takes nothing of a quota', async () => {
  const quota = {
    id: 'q',
    scope: 'project' as const,
    scopeId: '1',
    categories: ['error' as const],
    limit: 1,
    window: 3_600,
    reasonCode: 'q',
  };
  const known: [string, number][] = [[await signatureOf('pay'), NOW + 60_000]];
  const { deps, messages } = edge({
    now: NOW,
    settings: [edgeSettings({ quotas: [quota], budget: { step: 'limit', scope: 'project', until: MONTH_END, known } })],
  });
  for (let n = 0; n < 3; n++) await send(deps, [{ type: 'event' }, crash('pay')]);
  await send(deps, [{ type: 'event' }, crash('checkout')]);
  expect((await messages()).flatMap(eventsOf)).toHaveLength(1);
});
