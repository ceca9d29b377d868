import type { Log } from '../../log.ts';
import type { ArtifactFinder } from '../../ports/artifact-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FaultOf } from '../../ports/fault-of.ts';
import type { Fetcher } from '../../ports/fetcher.ts';
import type { ScrapingStore } from '../../ports/scraping-store.ts';
import type { SymbolicationMemory } from './memory.ts';

/** What frames are mapped with. */
export interface SymbolicateDeps {
  artifacts: ArtifactFinder;
  scraping: Pick<ScrapingStore, 'get'>;
  fetcher: Fetcher;
  clock: Clock;
  faultOf: FaultOf;
  log: Log;
  symbolicationMemory: SymbolicationMemory;
  /** Bytes of a map that this door can read, where it has less memory than the digest. Indexes of larger ones are used. */
  maxMapBytes?: number;
}
