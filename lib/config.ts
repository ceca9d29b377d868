import * as z from 'zod/mini';
import type { LogLevel } from './log.ts';

/** What a door needs of its environment; each door asks for its own part. */
const VARIABLES = {
  ALLIM_TABLE: z.string().check(z.minLength(3)),
  ALLIM_QUEUE_URL: z.url(),
  ALLIM_DEAD_LETTER_QUEUE_URL: z.url(),
  /** Where uploads wait to be put together. */
  ALLIM_ASSEMBLE_QUEUE_URL: z.url(),
  ALLIM_BUCKET: z.string().check(z.minLength(3)),
  ALLIM_TOPIC_ARN: z.string().check(z.regex(/^arn:[\w-]+:sns:/)),
  /** Where people and SDKs reach Allim, without a trailing slash. */
  ALLIM_PUBLIC_URL: z.url(),
  /** Where the loader script finds SDK bundles, without a trailing slash. */
  ALLIM_SDK_CDN: z._default(z.url(), 'https://browser.sentry-cdn.com'),
  /** Prices of AWS that differ from those that are known: JSON, micro-dollars by unit (docs/budget.md). */
  ALLIM_PRICES: z._default(z.string(), '{}'),
  /** Days that events are kept. */
  EVENT_RETENTION_DAYS: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(3_650)), 90),
  /** Seconds that the edge remembers a key's settings; 0 reads them for each request. */
  KEY_CACHE_SECONDS: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(3_600)), 60),
  /** Names each queue message's project to SQS, so that a quiet one's messages pass those of a noisy one. */
  ALLIM_FAIR_QUEUE: z._default(z.enum(['true', 'false']), 'false'),
  LOG_LEVEL: z._default(z.enum(['debug', 'info', 'warn', 'error']), 'info'),
};

export interface Config {
  ALLIM_TABLE: string;
  ALLIM_QUEUE_URL: string;
  ALLIM_DEAD_LETTER_QUEUE_URL: string;
  ALLIM_ASSEMBLE_QUEUE_URL: string;
  ALLIM_BUCKET: string;
  ALLIM_TOPIC_ARN: string;
  ALLIM_PUBLIC_URL: string;
  ALLIM_SDK_CDN: string;
  ALLIM_PRICES: string;
  EVENT_RETENTION_DAYS: number;
  KEY_CACHE_SECONDS: number;
  ALLIM_FAIR_QUEUE: 'true' | 'false';
  LOG_LEVEL: LogLevel;
}

/** The named variables, parsed. Throws one error that lists every fault at once. */
export const loadConfig = <Name extends keyof Config>(
  env: Record<string, string | undefined>,
  names: readonly Name[],
): Pick<Config, Name> => {
  const faults: string[] = [];
  const config: Partial<Config> = {};
  for (const name of names) {
    const parsed = z.safeParse<z.core.$ZodType>(VARIABLES[name], env[name] === '' ? undefined : env[name]);
    if (parsed.success) Object.assign(config, { [name]: parsed.data });
    else faults.push(`${name}: ${parsed.error.issues.map(issue => issue.message).join(', ')}`);
  }
  if (faults.length > 0) throw new Error(`configuration: ${faults.join('; ')}`);
  // Every name was parsed above.
  return config as Pick<Config, Name>;
};
