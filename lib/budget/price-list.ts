import { USAGE_UNITS, type UsageUnit } from '../protocol/cost.ts';

/** Micro-dollars for one unit. */
export type PriceList = Readonly<Record<UsageUnit, number>>;

const GB = 1_000_000_000;
/** Dollars a million are micro-dollars a unit; dollars a gigabyte are micro-dollars for 1/10^9 of their number a byte. */
const perGb = (dollars: number): number => (dollars * 1_000_000) / GB;
/** A GB-second has a thousand GB-milliseconds. */
const perGbSecond = (dollars: number): number => (dollars * 1_000_000) / 1_000;

/*
 * AWS's public on-demand prices as of November 2026, in US dollars, the first tier of each, free tiers left out: HTTP API
 * requests; Lambda on arm64; SQS standard queues; DynamoDB on-demand (standard class); S3 Standard; SNS publishes;
 * CloudWatch Logs ingestion; data transfer out. They are an estimate's basis and not a contract: whoever has other
 * prices says so by ALLIM_PRICES (docs/budget.md).
 */
const US_EAST_1: PriceList = {
  gatewayRequests: 1,
  functionRequests: 0.2,
  functionGbMs: perGbSecond(0.000_013_333_4),
  queueRequests: 0.4,
  tableWrites: 0.625,
  tableReads: 0.125,
  bucketPuts: 5,
  bucketGets: 0.4,
  publishes: 0.5,
  logBytes: perGb(0.5),
  outBytes: perGb(0.09),
  tableByteMonths: perGb(0.25),
  bucketByteMonths: perGb(0.023),
};

const AP_NORTHEAST_2: PriceList = {
  gatewayRequests: 1.23,
  functionRequests: 0.2,
  functionGbMs: perGbSecond(0.000_013_333_4),
  queueRequests: 0.4,
  tableWrites: 0.677_8,
  tableReads: 0.135_6,
  bucketPuts: 4.5,
  bucketGets: 0.35,
  publishes: 0.5,
  logBytes: perGb(0.76),
  outBytes: perGb(0.126),
  tableByteMonths: perGb(0.270_75),
  bucketByteMonths: perGb(0.025),
};

const BY_REGION: Readonly<Record<string, PriceList>> = {
  'us-east-1': US_EAST_1,
  'ap-northeast-2': AP_NORTHEAST_2,
};

/** Regions whose prices are known here; any other one counts by the dearest of them, unit by unit, until it is told. */
export const PRICED_REGIONS: readonly string[] = Object.keys(BY_REGION);

const dearest = (unit: UsageUnit): number => Math.max(...Object.values(BY_REGION).map(prices => prices[unit]));

// Every unit is in the list.
const DEAREST = Object.fromEntries(USAGE_UNITS.map(unit => [unit, dearest(unit)])) as PriceList;

/** @param own prices that differ, in micro-dollars a unit */
export const pricesOf = (region: string, own: Partial<PriceList> = {}): PriceList => ({
  ...(BY_REGION[region] ?? DEAREST),
  ...own,
});
