import type * as z from 'zod';
import type { Json } from '../protocol/json.ts';
import { readContract } from './read-contract.ts';
import { Refusal } from './refusal.ts';

/** Bytes. Nothing that is managed here is larger; uploads have their own way. */
export const MAX_BODY_BYTES = 1_048_576;
/** Containers in each other. The deepest body of the contract, conditions of filters, has 14. */
export const MAX_DEPTH = 16;

export const refuseLargeBody = (body: Uint8Array, most = MAX_BODY_BYTES): void => {
  if (body.byteLength > most) throw new Refusal(413, `The body is larger than ${most} bytes.`);
};

/** The body of a request as the contract has it, or a refusal that names the field. */
export const readBody = <S extends z.ZodType>(schema: S, body: Uint8Array): z.output<S> =>
  readContract(schema, parseJson(body));

const parseJson = (body: Uint8Array): Json => {
  const value = decode(body);
  if (deeperThan(value, MAX_DEPTH)) throw new Refusal(400, `JSON parse error - deeper than ${MAX_DEPTH} levels`);
  return value;
};

const decode = (body: Uint8Array): Json => {
  try {
    // JSON.parse returns nothing but Json.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json;
  } catch {
    throw new Refusal(400, 'JSON parse error');
  }
};

export const deeperThan = (value: Json, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(inner => inner !== undefined && deeperThan(inner, levels - 1));
};
