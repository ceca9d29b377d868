import type { ApiDeps, ApiRequest, ApiResponse } from './api-request.ts';
import { listing } from './contract/listing.ts';
import { decodeCursor, encodeCursor, storeCursor } from './cursor.ts';
import { linkHeader } from './link-header.ts';
import { readContract } from './read-contract.ts';
import { respondJson } from './respond.ts';

/** Which page of a list that one store reads by itself a request asks for. */
export const readPage = (request: ApiRequest): { limit: number; cursor?: string } => {
  const { limit, cursor } = readContract(listing, Object.fromEntries(request.query));
  return { limit, ...decodeCursor(storeCursor, cursor) };
};

/** The rows of a page, and where its store reads on. */
export const respondPage = (
  { publicUrl }: Pick<ApiDeps, 'publicUrl'>,
  request: ApiRequest,
  rows: readonly unknown[],
  next: string | undefined,
): ApiResponse =>
  respondJson(rows, linkHeader(publicUrl, request, next === undefined ? undefined : encodeCursor({ cursor: next })));
