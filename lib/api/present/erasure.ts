import type { Erasure } from '../../ports/erasure-store.ts';
import type { ErasureJson } from '../contract/erasure.ts';
import { isoTime } from './time.ts';

/** Field by field: whom a privacy request is about is nobody's to see, not even as hashes. */
export const presentErasure = (erasure: Erasure): ErasureJson => ({
  id: erasure.id,
  kind: erasure.kind,
  state: erasure.state,
  requestedBy: erasure.requestedBy,
  dateRequested: isoTime(erasure.requested),
  dateStarted: erasure.started === undefined ? null : isoTime(erasure.started),
  dateFinished: erasure.finished === undefined ? null : isoTime(erasure.finished),
  projects: [...erasure.projectIds],
  erased: erasure.erased,
  issues: erasure.issues,
});
