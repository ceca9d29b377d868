import { faultsOf } from './faults-of.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { runCase } from './run-case.ts';

/** What one case came to. */
export interface Judged {
  /** Of the answer; `undefined` when there was none. */
  status: number | undefined;
  /** Milliseconds of CPU. */
  cpuMs: number;
  faults: string[];
}

/** Runs a case and says what is wrong with it; what the edge throws is a fault as well. */
export const judgeCase = async (one: FuzzCase): Promise<Judged> => {
  try {
    const ran = await runCase(one);
    return { status: ran.received.response.status, cpuMs: ran.cpuMs, faults: await faultsOf(one, ran) };
  } catch (error) {
    return { status: undefined, cpuMs: 0, faults: [`threw: ${error instanceof Error ? error.stack : String(error)}`] };
  }
};
