/** Why a message was given up. */
export const DEAD_LETTER_REASONS = [
  /** Its body is nothing that the edge writes. */
  'unreadable',
  /** Written by a newer edge than this digest knows. */
  'unknown_version',
  /** It was too big for the queue, and the object that it points at is gone. */
  'payload_lost',
  /** What was to be written of it is larger than the table takes. */
  'too_large',
  /** Others kept writing to the same rows. */
  'contended',
  /** The digest threw at it each time. */
  'digest_failed',
  /** The digest died of it, or the table was away: nobody got as far as saying why. */
  'digest_died',
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** How a letter's body is kept: as it was in the queue, or as the compressed bytes that the queue pointed at. */
export type LetterForm = 'text' | 'zstd';

/** What the queue holds of a letter that is sent again. */
export interface RedrivenBody {
  /** Id of the letter. */
  letter: string;
  /** How often it was sent again, this time included. */
  times: number;
  /** Key of its body in the blob store. */
  key: string;
  form: LetterForm;
  /** Whose it is, where that is known. */
  projectId?: string;
}

/** Begins the body of a letter that is sent again; the JSON of a `RedrivenBody` follows. */
export const REDRIVE_MARK = 'r1:';

export const formatRedrivenBody = (body: RedrivenBody): string => REDRIVE_MARK + JSON.stringify(body);

/** `undefined`: it is no letter that was sent again, or goes on as nothing that we write. */
export const parseRedrivenBody = (body: string): RedrivenBody | undefined => {
  if (!body.startsWith(REDRIVE_MARK)) return undefined;
  try {
    return asRedrivenBody(JSON.parse(body.slice(REDRIVE_MARK.length)));
  } catch {
    // Not even JSON: as unreadable as any other text.
    return undefined;
  }
};

const asRedrivenBody = (parsed: Partial<RedrivenBody> | null): RedrivenBody | undefined => {
  const { letter, times, key, form, projectId } = parsed ?? {};
  if (typeof letter !== 'string' || !/^[0-9a-f]{32}$/.test(letter)) return undefined;
  if (typeof times !== 'number' || !Number.isSafeInteger(times) || typeof key !== 'string') return undefined;
  if (form !== 'text' && form !== 'zstd') return undefined;
  return { letter, times, key, form, ...(typeof projectId === 'string' && { projectId }) };
};
