import type { IngestRequest } from '../lib/ingest/http.ts';
import type { SceneName } from './scenes.ts';

/** A made request, and everything that its answer depends on. */
export interface FuzzCase {
  /** The same seed makes the same case. */
  seed: number;
  /** How it was made: the recording that it comes from, or what it was meant to be. */
  origin: string;
  scene: SceneName;
  request: IngestRequest;
}
