import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context } from 'aws-lambda';
import { installWire } from '../functions/wire.ts';
import type { Wire, WireResponse } from '../lib/ports/wire.ts';
import { openCloud } from '../local/cloud.ts';
import { openDataDirectory } from '../local/data-directory.ts';

/** What one sweep asks of AWS, on average. */
export interface Sweep {
  tableReads: number;
  tableWrites: number;
  queueRequests: number;
  bucketRequests: number;
}

const SWEEPS = 20;
const WRITES = /\.(?:TransactWriteItems|BatchWriteItem|PutItem|UpdateItem|DeleteItem)$/;

/** The sweep's own door, in a deployment that nobody has sent anything to. */
export const measureIdleSweep = async (): Promise<Sweep> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'allim-idle-'));
  const data = openDataDirectory(path.join(directory, 'data'), { reset: false });
  const cloud = await openCloud(data, { retentionDays: 90 });
  const sum: Sweep = { tableReads: 0, tableWrites: 0, queueRequests: 0, bucketRequests: 0 };
  try {
    Object.assign(process.env, cloud.environment, { ALLIM_PUBLIC_URL: 'https://allim.example', LOG_LEVEL: 'error' });
    installWire(counted(cloud.wire, sum));
    const { handler } = await import('../functions/sweep.ts');
    const context = { getRemainingTimeInMillis: () => 50_000 } as Context; // all that a sweep may ask of it
    for (let n = 0; n < SWEEPS; n++) await handler({}, context);
  } finally {
    installWire(undefined);
    cloud.close();
    await rm(directory, { recursive: true, force: true });
  }
  return {
    tableReads: sum.tableReads / SWEEPS,
    tableWrites: sum.tableWrites / SWEEPS,
    queueRequests: sum.queueRequests / SWEEPS,
    bucketRequests: sum.bucketRequests / SWEEPS,
  };
};

const counted =
  (wire: Wire, sum: Sweep): Wire =>
  async request => {
    const target = request.headers['x-amz-target'] ?? '';
    if (!target.startsWith('DynamoDB')) {
      if (target.startsWith('AmazonSQS')) sum.queueRequests++;
      else sum.bucketRequests++;
      return wire(request);
    }
    const input = { ReturnConsumedCapacity: 'TOTAL', ...JSON.parse(Buffer.from(request.body).toString('utf8')) };
    const answer = await wire({ ...request, body: Buffer.from(JSON.stringify(input)) });
    sum[WRITES.test(target) ? 'tableWrites' : 'tableReads'] += unitsOf(answer);
    return answer;
  };

const unitsOf = ({ body }: WireResponse): number => {
  const { ConsumedCapacity = [] } = JSON.parse(Buffer.from(body).toString('utf8'));
  return [ConsumedCapacity].flat().reduce((sum: number, one: { CapacityUnits: number }) => sum + one.CapacityUnits, 0);
};
