import type { Log } from '../log.ts';
import type { ArtifactExpiry } from '../ports/artifact-uploads.ts';
import type { Clock } from '../ports/clock.ts';

export interface ExpireUploadsDeps {
  clock: Clock;
  expiry: ArtifactExpiry;
  log: Log;
}

/** Bundles that one sweep takes away: some hundred objects, a few seconds. The next minute brings the next sweep. */
const MAX_A_SWEEP = 20;

/** Takes away uploads that nobody has used for long, that were deleted, or that were never finished. */
export const expireUploads = async ({ clock, expiry, log }: ExpireUploadsDeps): Promise<void> => {
  const gone = await expiry.purge(clock.now(), MAX_A_SWEEP);
  if (gone > 0) log('info', 'uploads are gone', { bundles: gone });
};
