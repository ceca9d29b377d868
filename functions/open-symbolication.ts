import { dynamoArtifactStore } from '../lib/aws/artifact-store.ts';
import { dynamoScrapingStore } from '../lib/aws/scraping-store.ts';
import type { Table } from '../lib/aws/table.ts';
import type { SymbolicateDeps } from '../lib/digest/symbolicate/deps.ts';
import { symbolicationMemory } from '../lib/digest/symbolicate/memory.ts';
import { safeFetcher } from '../lib/notify/safe-fetch.ts';
import type { BlobStore } from '../lib/ports/blob-store.ts';
import { systemClock } from './wire.ts';

/** What frames are mapped with, beside what every door has. */
export const openSymbolication = (
  table: Table,
  blobs: BlobStore,
): Pick<SymbolicateDeps, 'artifacts' | 'scraping' | 'fetcher' | 'symbolicationMemory'> => ({
  artifacts: dynamoArtifactStore({ table, blobs, clock: systemClock }),
  scraping: dynamoScrapingStore(table),
  fetcher: safeFetcher(),
  symbolicationMemory: symbolicationMemory(systemClock),
});
