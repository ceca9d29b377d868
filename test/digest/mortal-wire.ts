import type { Wire, WireResponse } from '../../lib/ports/wire.ts';

/** Looks like a lost connection, so that nobody tries on in the name of the dead. */
class Died extends Error {
  readonly code = 'ECONNRESET';
}

/** What happens to the table's calls: set anew for each delivery. */
export interface Fate {
  /** After so many the digester dies. */
  callsLeft: number;
  /** Whether the last call is carried out. */
  after: boolean;
  dead: boolean;
  /** How often a call fails though nobody dies. */
  trouble: number;
}

const REFUSALS = [
  ['com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', 400],
  ['com.amazonaws.dynamodb.v20120810#ThrottlingException', 400],
  ['com.amazonaws.dynamodb.v20120810#InternalServerError', 500],
] as const;

/**
 * Counts down table calls, then kills the digester: before a call is carried out, or after it, its answer lost. Until
 * then some calls are refused, and some carried out without anybody hearing of it.
 */
export const mortal = (random: () => number) => {
  const fate: Fate = { callsLeft: Number.POSITIVE_INFINITY, after: false, dead: false, trouble: 0 };
  const around =
    (wire: Wire): Wire =>
    async request => {
      if (fate.dead) throw new Died();
      fate.callsLeft--;
      if (fate.callsLeft > 0) return random() < fate.trouble ? troubled(wire, request) : wire(request);
      fate.dead = true;
      if (fate.after) await wire(request);
      throw new Died();
    };

  const troubled: (wire: Wire, request: Parameters<Wire>[0]) => Promise<WireResponse> = async (wire, request) => {
    const kind = REFUSALS[Math.floor(random() * (REFUSALS.length + 1))];
    if (kind) return refusal(kind);
    await wire(request);
    throw Object.assign(new Error('no byte for 5000 ms'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
  };
  return { fate, around };
};

const refusal = ([type, status]: readonly [string, number]): WireResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify({ __type: type, message: 'not now' })),
});
