/** What Allim uses of AWS, in the units that AWS bills by. */
export const USAGE_UNITS = [
  /** Requests to the HTTP API, one for each 512 KB begun. */
  'gatewayRequests',
  /** Invocations, and milliseconds × GB of memory. */
  'functionRequests',
  'functionGbMs',
  /** Requests to the queue, one for each 64 KB begun: to send, to receive, to delete. */
  'queueRequests',
  /** On-demand write and read request units of the table. */
  'tableWrites',
  'tableReads',
  'bucketPuts',
  'bucketGets',
  'publishes',
  /** Bytes of log lines, and of answers to the internet. */
  'logBytes',
  'outBytes',
  /** Bytes × months that are going to be stored, charged when they are written. */
  'tableByteMonths',
  'bucketByteMonths',
] as const;
export type UsageUnit = (typeof USAGE_UNITS)[number];

export type Usage = Record<UsageUnit, number>;

/** What one month has cost so far. */
export interface MonthCost {
  /** Micro-dollars. */
  spent: number;
  usage: Usage;
}
