import { readPrices } from '../lib/budget/read-prices.ts';
import { loadConfig } from '../lib/config.ts';

/** What whoever starts Allim may have set; all else that the doors read is set by the start. */
const OWN = [
  'LOG_LEVEL',
  'KEY_CACHE_SECONDS',
  'EVENT_RETENTION_DAYS',
  'ALLIM_SDK_CDN',
  'ALLIM_PRICES',
  'ALLIM_FAIR_QUEUE',
] as const;

export interface OwnSettings {
  retentionDays: number;
}

/**
 * Reads once at the start what each door reads when it is first needed: a door that finds a fault then can only answer 500.
 * Throws one error that lists all faults.
 */
export const readOwnSettings = (env: Record<string, string | undefined>): OwnSettings => {
  const faults: string[] = [];
  const config = attempt(() => loadConfig(env, OWN), faults);
  // A list of prices has faults of its own.
  attempt(() => readPrices(env.ALLIM_PRICES || '{}'), faults);
  if (!config || faults.length > 0) throw new Error(`Allim cannot start: ${faults.join('; ')}`);
  return { retentionDays: config.EVENT_RETENTION_DAYS };
};

const attempt = <T>(read: () => T, faults: string[]): T | undefined => {
  try {
    return read();
  } catch (error) {
    // Its words are for people.
    faults.push(error instanceof Error ? error.message : String(error));
    return undefined;
  }
};
