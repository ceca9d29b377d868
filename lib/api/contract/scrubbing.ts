import * as z from 'zod';

/** Names of one list: each is looked for in every key of every event. */
export const MAX_FIELDS = 100;
/** Characters of a name. */
export const MAX_FIELD_LENGTH = 200;
/** Characters of advanced rules: they are read with each key. */
export const MAX_PII_CONFIG_LENGTH = 32_768;

/** Sentry's forms write one entry a line; blank lines mean nothing. */
export const lines = <S extends z.ZodType<string>>(entry: S, most: number) =>
  z.preprocess(splitLines, z.array(entry).max(most));

const splitLines = (value: unknown): unknown =>
  typeof value === 'string' ? value.split('\n').filter(line => line.trim() !== '') : value;

const fieldNames = lines(z.string().trim().min(1).max(MAX_FIELD_LENGTH), MAX_FIELDS);

/** What a project and an organization may say of scrubbing, by Sentry's names. */
export const scrubbing = {
  dataScrubber: z.boolean().optional(),
  dataScrubberDefaults: z.boolean().optional(),
  scrubIPAddresses: z.boolean().optional(),
  sensitiveFields: fieldNames.optional(),
  safeFields: fieldNames.optional(),
  /** JSON as text; empty or `null` takes the rules away. */
  relayPiiConfig: z.string().max(MAX_PII_CONFIG_LENGTH).nullable().optional(),
};

export type ScrubbingUpdate = z.output<z.ZodObject<typeof scrubbing>>;

/** What is shown of scrubbing, and may be sent back as it is. */
export interface ScrubbingJson {
  dataScrubber: boolean;
  dataScrubberDefaults: boolean;
  scrubIPAddresses: boolean;
  sensitiveFields: readonly string[];
  safeFields: readonly string[];
  relayPiiConfig: string | null;
}
