import { createHash } from 'node:crypto';
import { quotaMeter } from '../lib/ingest/quota-meter.ts';
import type { ReceiveDeps } from '../lib/ingest/receive.ts';
import type { EdgeSettings } from '../lib/ports/key-store.ts';
import { GENERATED_AT } from './generate.ts';
import { NEW_PROJECT_SCRUB } from './new-project-scrub.ts';

export const PUBLIC_KEY = 'b'.repeat(32);
export const PROJECT_ID = '1';

export const SETTINGS: EdgeSettings = {
  publicKey: PUBLIC_KEY,
  projectId: PROJECT_ID,
  projectSlug: 'web',
  organization: 'my-team',
  enabled: true,
  scrub: NEW_PROJECT_SCRUB,
};

/** The edge's ports in memory: they cost nothing, so that what is measured is the edge alone. `sent` gets each body. */
export const edgePorts = (sent: (body: string) => void): ReceiveDeps => {
  let ids = 0;
  const hex32 = (): string => (++ids).toString(16).padStart(32, '0');
  const noBlobs = async (): Promise<never> => {
    throw new Error('an event of the benchmark did not fit the queue');
  };
  return {
    clock: { now: () => GENERATED_AT + 2_000 },
    ids: {
      hex32,
      secret: () => createHash('sha256').update(hex32()).digest('hex'),
      issueId: () => String(++ids),
      random: () => 0.5,
    },
    keys: { find: async key => (key === PUBLIC_KEY ? SETTINGS : undefined) },
    queue: { send: async body => sent(body) },
    blobs: { put: noBlobs, get: noBlobs, delete: noBlobs },
    meter: quotaMeter(),
    retentionDays: 90,
  };
};
