import type { ApiDeps, ApiRequest, ApiResponse } from './api-request.ts';
import { listing } from './contract/listing.ts';
import { offset } from './contract/release.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { linkHeader } from './link-header.ts';
import { readContract } from './read-contract.ts';
import { respondJson } from './respond.ts';

/** A page of a list that is short enough to be read as a whole. */
export const pageOfRows = (
  { publicUrl }: Pick<ApiDeps, 'publicUrl'>,
  request: ApiRequest,
  rows: readonly unknown[],
): ApiResponse => {
  const { limit, cursor } = readContract(listing, Object.fromEntries(request.query));
  const from = decodeCursor(offset, cursor)?.offset ?? 0;
  const next = from + limit < rows.length ? encodeCursor({ offset: from + limit }) : undefined;
  return respondJson(rows.slice(from, from + limit), linkHeader(publicUrl, request, next));
};
