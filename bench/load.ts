// The load of a benchmark, as a process of its own: makes its events, says so, sends them when told to, reports.
// Started by start-load.ts.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseDsn } from '../lib/protocol/dsn.ts';
import { generateEnvelope } from './generate.ts';
import { type HttpConnection, openConnection } from './http-connection.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { quantile } from './measure.ts';

/** How often a paced load looks for what is due. */
const TICK_MS = 2;

const main = async (): Promise<void> => {
  // The parent sends one plan, then one word to begin.
  const plan = (await once(process, 'message'))[0] as LoadPlan;
  const requests = makeRequests(plan);
  const url = new URL(plan.dsn);
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => openConnection(url)));
  process.send?.('ready');
  await once(process, 'message');
  const result = await send(plan, requests, connections);
  for (const connection of connections) connection.close();
  process.send?.(result);
  process.disconnect();
};

const makeRequests = (plan: LoadPlan): Buffer[] => {
  const { publicKey, projectId } = parseDsn(plan.dsn) ?? {};
  const host = new URL(plan.dsn).host;
  const at = Date.now();
  return Array.from({ length: plan.count }, (_, n) => {
    const { body } = generateEnvelope({ seed: plan.seed + n, bytes: plan.bytes, issue: n % plan.issues, at });
    const head = [
      `POST /api/${projectId}/envelope/?sentry_version=7&sentry_key=${publicKey}&sentry_client=sentry.javascript.browser%2F11.12.0 HTTP/1.1`,
      `Host: ${host}`,
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      'Content-Type: application/x-sentry-envelope',
      'Content-Encoding: gzip',
      'Origin: https://shop.example.com',
      `Content-Length: ${body.length}`,
      '\r\n',
    ].join('\r\n');
    return Buffer.concat([Buffer.from(head), body]);
  });
};

const send = async (
  plan: LoadPlan,
  requests: readonly Buffer[],
  connections: readonly HttpConnection[],
): Promise<LoadResult> => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const answerMs = await (plan.perSecond === undefined
    ? sendAll(requests, connections)
    : sendPaced(requests, connections, plan.perSecond));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    accepted: answerMs.length,
    seconds,
    cpuMs: (user + system) / 1_000,
    p50Ms: quantile(answerMs, 0.5),
    p99Ms: quantile(answerMs, 0.99),
  };
};

const sendAll = async (requests: readonly Buffer[], connections: readonly HttpConnection[]): Promise<number[]> => {
  const answerMs: number[] = [];
  const queue = requests.values();
  const drain = async (connection: HttpConnection): Promise<void> => {
    // An iterator that several loops share: each request goes out once.
    for (const request of queue) answerMs.push(await sendOne(connection, request, performance.now()));
  };
  await Promise.all(connections.map(drain));
  return answerMs;
};

/** Whether or not a connection is free, the clock of an answer begins when its request was due. */
const sendPaced = async (
  requests: readonly Buffer[],
  connections: readonly HttpConnection[],
  perSecond: number,
): Promise<number[]> => {
  const answerMs: number[] = [];
  const free = [...connections];
  const due: { request: Buffer; since: number }[] = [];
  const failures: unknown[] = [];
  const start = performance.now();
  const dispatch = (): void => {
    while (due.length > 0 && free.length > 0) {
      // Both lists were just seen to have one. In turns, as an idle connection is closed by the server some day.
      const connection = free.shift() as HttpConnection;
      const { request, since } = due.shift() as { request: Buffer; since: number };
      sendOne(connection, request, since).then(
        ms => {
          answerMs.push(ms);
          free.push(connection);
          dispatch();
        },
        error => failures.push(error),
      );
    }
  };
  for (let next = 0; answerMs.length < requests.length; await sleep(TICK_MS)) {
    if (failures.length > 0) throw failures[0];
    const now = performance.now();
    const wanted = Math.min(requests.length, Math.floor(((now - start) * perSecond) / 1_000));
    for (; next < wanted; next++) due.push({ request: requests[next] as Buffer, since: now });
    dispatch();
  }
  return answerMs;
};

const sendOne = async (connection: HttpConnection, request: Buffer, since: number): Promise<number> => {
  const status = await connection.send(request);
  if (status !== 200) throw new Error(`the product answered ${status}`);
  return performance.now() - since;
};

await main();
