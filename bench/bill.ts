// What AWS would bill for a million errors of 6 kB: requests, durations and consumed capacity as measured here, times the
// price list. Storage is apart. And what it bills for a month in which nobody sends anything.
// Run: node scripts/run.mjs bench/bill.ts
import type { SQSRecord } from 'aws-lambda';
import { costOf } from '../lib/budget/cost-of.ts';
import { DIGEST_GB, EDGE_GB, INVOCATION_LOG_BYTES, messageUsage } from '../lib/budget/message-usage.ts';
import { pricesOf } from '../lib/budget/price-list.ts';
import { addUsage, partOfUsage, usageOf } from '../lib/budget/usage.ts';
import { receive } from '../lib/ingest/receive.ts';
import { BUDGET_REASON } from '../lib/protocol/budget.ts';
import type { Usage, UsageUnit } from '../lib/protocol/cost.ts';
import { type DigestDoor, openDigestDoor } from './digest-door.ts';
import { type Pattern, patternsOf, recordOf, requestOf } from './digest-traffic.ts';
import { edgePorts } from './edge-ports.ts';
import { type Figure, printFigures, rounded } from './figure.ts';
import { generateEnvelope, SIZES } from './generate.ts';
import { measureIdleSweep } from './idle-sweep.ts';

const MILLION = 1_000_000;
const REGIONS = ['us-east-1', 'ap-northeast-2'] as const;
const BATCH = 1_000;
const EVENTS = 10_000;
const WARM_UP = 1_000;
const VOLUME_ISSUES = 50;
const PATTERNS = 400;
const PER_SECOND = 1_000;
const START = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;

/** Parts of a processor that a function has: AWS gives a whole one at 1,769 MB. */
const EDGE_CPU = (EDGE_GB * 1_024) / 1_769;
const DIGEST_CPU = (DIGEST_GB * 1_024) / 1_769;
/** Milliseconds that a function waits for a call within its region, and that its runtime adds to a request; assumed. */
const QUEUE_CALL_MS = 6;
const TABLE_CALL_MS = 8;
const RUNTIME_MS = 1;

export const benchBill = async (): Promise<Figure[]> => [...(await benchTraffic()), await benchIdle()];

const benchTraffic = async (): Promise<Figure[]> => {
  const door = await openDigestDoor();
  try {
    const edgeMs = await edgeDuration();
    const volume = await billOf(door, edgeMs, { issues: VOLUME_ISSUES, projectId: '11' });
    const storm = await billOf(door, edgeMs, { issues: 1, projectId: '12' });
    const refused = await billOf(door, edgeMs, { issues: 1, projectId: '13', refused: true });
    return [
      ...REGIONS.flatMap(region => [
        billFigure(`bill per million errors of 6 kB, 50 issues at volume, ${region}`, volume, { region, atMost: 4 }),
        billFigure(`bill per million errors of 6 kB, storm of one issue, ${region}`, storm, { region, atMost: 2 }),
        billFigure(`bill per million errors of 6 kB that a budget refuses, ${region}`, refused, { region }),
      ]),
      storageFigure(volume),
    ];
  } finally {
    await door.close();
  }
};

/** Milliseconds of CPU that the edge takes for an error of 6 kB, and then of a function with its memory. */
const edgeDuration = async (): Promise<number> => {
  const requests = Array.from({ length: WARM_UP }, (_, seed) =>
    requestOf(generateEnvelope({ seed, bytes: SIZES.small, issue: seed % VOLUME_ISSUES }).body),
  );
  const ports = edgePorts(() => {});
  for (const request of requests) await receive(ports, request);
  const cpuMs = await cpuOf(async () => {
    for (const request of requests) await receive(ports, request);
  });
  return cpuMs / requests.length / EDGE_CPU + QUEUE_CALL_MS + RUNTIME_MS;
};

const cpuOf = async (work: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

interface Traffic {
  issues: number;
  projectId: string;
  /** The edge has refused them: what comes to the digest is the count alone. */
  refused?: boolean;
}

/** What a million of them use. */
const billOf = async (door: DigestDoor, edgeMs: number, traffic: Traffic): Promise<Usage> => {
  const patterns = await patternsOf({
    bytes: SIZES.small,
    issues: Array.from({ length: traffic.issues }, (_, index) => index + 1),
    count: PATTERNS,
  });
  await digestAll(door, patterns, { ...traffic, from: 0, count: WARM_UP });
  const before = { ...door.spent };
  let bytes = 0;
  const cpuMs = await cpuOf(async () => {
    bytes = await digestAll(door, patterns, { ...traffic, from: WARM_UP, count: EVENTS });
  });
  const calls = door.spent.tableCalls - before.tableCalls;
  const digest = usageOf({
    functionRequests: EVENTS / BATCH,
    functionGbMs: DIGEST_GB * (cpuMs / DIGEST_CPU + calls * TABLE_CALL_MS),
    tableWrites: door.spent.writeUnits - before.writeUnits,
    tableReads: door.spent.readUnits - before.readUnits,
    bucketPuts: door.spent.objectsPut - before.objectsPut,
    logBytes: (EVENTS / BATCH) * INVOCATION_LOG_BYTES,
  });
  const request = messageUsage({ bytes: bytes / EVENTS, inBucket: false, files: [], retentionDays: 0 });
  const edge = { ...usageOf(request), functionGbMs: EDGE_GB * edgeMs };
  return partOfUsage(addUsage(partOfUsage(edge, EVENTS), digest), MILLION / EVENTS);
};

/** @returns bytes of all bodies */
const digestAll = async (
  door: DigestDoor,
  patterns: readonly Pattern[],
  { from, count, projectId, refused = false }: Traffic & { from: number; count: number },
): Promise<number> => {
  let bytes = 0;
  for (let start = from; start < from + count; start += BATCH) {
    const records = Array.from({ length: BATCH }, (_, index) => {
      const n = start + index;
      // There is a pattern for each number.
      const record = recordOf(patterns[n % patterns.length]!, START + (n / PER_SECOND) * 1_000, projectId);
      return refused ? asRefused(record) : record;
    });
    for (const { body } of records) bytes += body.length;
    await door.digest(records);
  }
  return bytes;
};

const asRefused = (record: SQSRecord): SQSRecord => {
  const outcome = { category: 'error', outcome: 'rate_limited', reason: BUDGET_REASON, quantity: 1 };
  return { ...record, body: JSON.stringify({ ...JSON.parse(record.body), items: [], outcomes: [outcome] }) };
};

const PARTS = {
  gateway: ['gatewayRequests'],
  functions: ['functionRequests', 'functionGbMs'],
  queue: ['queueRequests'],
  table: ['tableWrites', 'tableReads'],
  objects: ['bucketPuts', 'bucketGets'],
  logs: ['logBytes'],
  out: ['outBytes'],
} as const satisfies Record<string, readonly UsageUnit[]>;

const billFigure = (what: string, usage: Usage, { region, atMost }: { region: string; atMost?: number }): Figure => {
  const cost = (units: readonly UsageUnit[]): number =>
    costOf(usageOf(Object.fromEntries(units.map(unit => [unit, usage[unit]]))), pricesOf(region)) / MILLION;
  return {
    what,
    value: cost(Object.values(PARTS).flat()),
    unit: 'USD',
    ...(atMost !== undefined && { target: { atMost } }),
    note: Object.entries(PARTS)
      .map(([part, units]) => `${part} ${rounded(cost(units))}`)
      .join(', '),
  };
};

/** Of what is kept of the volume: rows and objects, by their measured writes. */
const storageFigure = ({ bucketPuts }: Usage): Figure => ({
  what: 'objects written for a million errors, 50 issues at volume',
  value: bucketPuts,
  unit: '',
  note: 'storage is apart: S3 0.023 USD a GB and month, the table 0.25',
});

/** Minutes of a month of 30.4 days. */
const MINUTES = 43_800;
/** Lambda's pollers: five, each asks three times a minute while the queue is empty. AWS, "Using Lambda with Amazon SQS". */
const POLLS_A_MINUTE = 15;
const SWEEP_GB = 0.25;
const SWEEP_MS = 200;
/** What every account has for nothing, each month and without an end. */
const FREE = { queueRequests: 1_000_000, functionRequests: 1_000_000, functionGbMs: 400_000_000, logBytes: 5e9 };

/** A month without a request: the queue is polled, and the sweep looks for what is due. */
const benchIdle = async (): Promise<Figure> => {
  const sweep = await measureIdleSweep();
  const month = usageOf({
    queueRequests: MINUTES * (POLLS_A_MINUTE + sweep.queueRequests),
    functionRequests: MINUTES,
    functionGbMs: MINUTES * SWEEP_GB * SWEEP_MS,
    tableReads: MINUTES * sweep.tableReads,
    tableWrites: MINUTES * sweep.tableWrites,
    bucketGets: MINUTES * sweep.bucketRequests,
    logBytes: MINUTES * INVOCATION_LOG_BYTES,
  });
  const beyond = { ...month };
  for (const [unit, free] of Object.entries(FREE) as [keyof typeof FREE, number][]) // its own keys
    beyond[unit] = Math.max(0, month[unit] - free);
  const prices = pricesOf('us-east-1');
  return {
    what: 'bill of a month without a request, us-east-1, beyond what AWS gives every account',
    value: costOf(beyond, prices) / MILLION,
    unit: 'USD',
    note: `${rounded(costOf(month, prices) / MILLION)} without that; ${rounded(month.queueRequests)} requests to queues; ${MINUTES} sweeps, each ${rounded(sweep.tableReads)} read units, ${rounded(sweep.tableWrites)} write units`,
  };
};

if (import.meta.main) printFigures(await benchBill());
