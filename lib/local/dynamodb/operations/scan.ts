import scanRequest from 'dynalite/validations/scan.js';
import { demandTable, type EngineState } from '../engine-state.ts';
import { validationError } from '../errors.ts';
import { compileExpressions } from '../expressions.ts';
import { checkRequest } from '../request-check.ts';
import { type PageInput, placeOfPage } from './page-place.ts';
import { readPage } from './read-page.ts';
import { startPosition } from './start-position.ts';

interface ScanInput extends PageInput {
  Segment?: number;
  TotalSegments?: number;
}

/** Partition by partition in the order of their bytes. Segments: the first has everything, the others nothing. */
export function scan(state: EngineState, input: unknown): unknown {
  const request = checkRequest<ScanInput>(scanRequest.types, input);
  refuseSegment(request);
  const expressions = compileExpressions(request);
  const place = placeOfPage(demandTable(state, request.TableName), request, expressions);
  const after = startPosition(place, request.ExclusiveStartKey);
  const start = after && place.source.kind === 'table' ? { hash: after.hash, range: after.range } : after;
  const rows = (request.Segment ?? 0) === 0 ? state.storage.all(place.source, start) : [];
  return readPage(place, rows, request, expressions);
}

function refuseSegment({ Segment, TotalSegments }: ScanInput): void {
  if (Segment === undefined && TotalSegments === undefined) return;
  if (Segment === undefined || TotalSegments === undefined)
    throw validationError('Segment and TotalSegments are required together');
  if (Segment >= TotalSegments) {
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
}
