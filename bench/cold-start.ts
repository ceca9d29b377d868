// What a cold start of the edge costs over a door that only makes the same call to the queue, signed by hand; the bytes
// of its bundle, and its AWS calls for a request once it is warm.
// Run: node scripts/run.mjs bench/cold-start.ts
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type StandInAws, startAws } from './cold-start/aws.ts';
import { bundleDoor } from './cold-start/bundle.ts';
import { PROJECT_ID, PUBLIC_KEY, SETTINGS } from './edge-ports.ts';
import { type Figure, printFigures, rounded } from './figure.ts';
import { generateEnvelope, SIZES } from './generate.ts';
import { median } from './measure.ts';

const STARTS = 15;
const WARM_REQUESTS = 5;
const TIMEOUT_MS = 30_000;
const STARTER = path.join(import.meta.dirname, 'cold-start/first-answer.cjs');

export const benchColdStart = async (): Promise<Figure[]> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'allim-cold-start-'));
  const aws = await startAws(SETTINGS);
  try {
    return await measure(directory, aws);
  } finally {
    await aws.close();
    await rm(directory, { recursive: true, force: true });
  }
};

const measure = async (directory: string, aws: StandInAws): Promise<Figure[]> => {
  const edge = await bundleDoor('functions/ingest.ts', directory);
  const byHand = await bundleDoor('bench/cold-start/by-hand.ts', directory);
  const event = path.join(directory, 'event.json');
  await writeFile(event, JSON.stringify(gatewayEvent()));
  const cold: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    floors.push(await cpuOfStart(aws, byHand.file, event, 1));
    cold.push(await cpuOfStart(aws, edge.file, event, 1));
  }
  const ratios = cold.map((ms, round) => ms / (floors[round] ?? Number.NaN));
  return [
    { what: 'edge bundle, minified', value: edge.bytes / 1_000, unit: 'kB', target: { atMost: 250 } },
    {
      what: 'edge, cold start, over a queue call by hand',
      value: median(ratios),
      unit: 'x',
      target: { atMost: 1.5 },
      note: `least ${rounded(Math.min(...ratios))}; ${rounded(median(cold))} ms over ${rounded(median(floors))} ms of CPU`,
    },
    {
      what: 'edge, AWS calls of a warm request',
      value: await callsOfWarmRequest(aws, edge.file, event),
      unit: '',
      target: { atMost: 1 },
    },
  ];
};

/** The first request of a process reads the key as well; those after it are warm. */
const callsOfWarmRequest = async (aws: StandInAws, bundle: string, event: string): Promise<number> => {
  aws.calls.length = 0;
  await cpuOfStart(aws, bundle, event, 1);
  const first = aws.calls.length;
  aws.calls.length = 0;
  await cpuOfStart(aws, bundle, event, 1 + WARM_REQUESTS);
  return (aws.calls.length - first) / WARM_REQUESTS;
};

const cpuOfStart = async (aws: StandInAws, bundle: string, event: string, requests: number): Promise<number> => {
  const { stdout } = await promisify(execFile)(process.execPath, [STARTER, bundle, event, String(requests)], {
    timeout: TIMEOUT_MS,
    env: environment(aws.url),
  });
  const started = JSON.parse(stdout) as { status: number; cpuMs: number }; // written by first-answer.cjs
  assert.equal(started.status, 200);
  return started.cpuMs;
};

const environment = (url: string) => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL: url,
  ALLIM_TABLE: 'bench',
  ALLIM_BUCKET: 'bench',
  ALLIM_QUEUE_URL: `${url}/queue`,
  ALLIM_PUBLIC_URL: 'https://allim.example',
});

/** An HTTP API's event with an error of 20 kB in it. */
const gatewayEvent = () => {
  const { body } = generateEnvelope({ seed: 1, bytes: SIZES.middle, issue: 1 });
  const requestPath = `/api/${PROJECT_ID}/envelope/`;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: requestPath,
    rawQueryString: `sentry_version=7&sentry_key=${PUBLIC_KEY}`,
    headers: { 'content-type': 'application/x-sentry-envelope', 'content-encoding': 'gzip' },
    requestContext: {
      http: { method: 'POST', path: requestPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'bench' },
      requestId: 'bench',
      stage: '$default',
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
};

if (import.meta.main) printFigures(await benchColdStart());
