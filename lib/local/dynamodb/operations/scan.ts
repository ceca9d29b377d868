import scanRequest from 'dynalite/validations/scan.js';
import { demandTable, type EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { compileExpressions } from '../expressions.ts';
import { checkRequest } from '../request-check.ts';
import { type PageInput, placeOfPage, readPage, startPosition } from './read-page.ts';

interface ScanInput extends PageInput {
  Segment?: number;
  TotalSegments?: number;
}

/** Partition by partition in the order of their bytes. Segments: the first has everything, the others nothing. */
export function scan(state: EngineState, input: unknown): unknown {
  const request = checkRequest<ScanInput>(scanRequest.types, input);
  if ((request.Segment === undefined) !== (request.TotalSegments === undefined)) {
    throw validationError('Segment and TotalSegments are required together');
  }
  const expressions = compileExpressions(request);
  const place = placeOfPage(state, demandTable(state, request.TableName), request);
  const after = startPosition(place, request.ExclusiveStartKey);
  const start = after && place.source.kind === 'table' ? { hash: after.hash, range: after.range } : after;
  const rows = (request.Segment ?? 0) === 0 ? state.storage.all(place.source, start) : [];
  return readPage(place, rows, request, expressions);
}
