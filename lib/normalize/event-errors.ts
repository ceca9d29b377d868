import type { EventError } from '../protocol/event.ts';
import { isObject, type Json } from '../protocol/json.ts';
import { fits } from './fits.ts';

/** Errors of the SDK itself that are kept. */
export const MAX_SDK_ERRORS = 50;
const MAX_ERROR_BYTES = 2048;
const MAX_ERROR_DEPTH = 6;

/** What the SDK reports of its own troubles with the event. */
export const readEventErrors = (value: Json | undefined): EventError[] => {
  if (!Array.isArray(value)) return [];
  const errors: EventError[] = [];
  for (const item of value.slice(0, MAX_SDK_ERRORS)) {
    if (!isObject(item) || typeof item.type !== 'string' || !fits(item, MAX_ERROR_DEPTH, MAX_ERROR_BYTES)) continue;
    errors.push({ ...item, type: item.type });
  }
  return errors;
};
