import { parseEventId } from '../protocol/event-id.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { parseTimestamp } from './parse-timestamp.ts';
import { lenientText } from './read.ts';

/**
 * Reads a payload that holds to its schema or is nothing: one field of a wrong type spoils the whole, which `valid`
 * tells at the end. `null` and missing are the same: undefined.
 */
export class CheckedFields {
  valid = true;
  readonly #raw: JsonObject;

  /** Anything but an object is spoilt from the start. */
  constructor(raw: Json | undefined) {
    this.#raw = isObject(raw) ? raw : {};
    if (!isObject(raw)) this.valid = false;
  }

  /** The same value; a missing one spoils the whole. */
  required<T>(value: T | undefined): T | undefined {
    if (value === undefined) this.valid = false;
    return value;
  }

  /** Without surrounding blanks; an empty rest is none. A longer text than `maxUnits` (UTF-16) spoils the whole. */
  text(key: string, maxUnits: number): string | undefined {
    return (
      this.#read(key, value => (typeof value === 'string' && value.length <= maxUnits ? value.trim() : undefined)) ||
      undefined
    );
  }

  /** A text where SDKs also send numbers. */
  lenientText(key: string, maxUnits: number): string | undefined {
    return (
      this.#read(key, value => {
        const text = lenientText(value);
        return text !== undefined && text.length <= maxUnits ? text : undefined;
      }) || undefined
    );
  }

  boolean(key: string): boolean | undefined {
    return this.#read(key, value => (typeof value === 'boolean' ? value : undefined));
  }

  number(key: string): number | undefined {
    return this.#read(key, value => (typeof value === 'number' ? value : undefined));
  }

  /** A whole number from `min` to `max`. */
  whole(key: string, min: number, max: number): number | undefined {
    return this.#read(key, value =>
      Number.isInteger(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined,
    );
  }

  /** Unix seconds. */
  time(key: string): number | undefined {
    return this.#read(key, parseTimestamp);
  }

  /** 32 hex digits, of a UUID in any form. */
  uuid(key: string): string | undefined {
    return this.#read(key, parseEventId);
  }

  list(key: string): Json[] | undefined {
    return this.#read(key, value => (Array.isArray(value) ? value : undefined));
  }

  /** The fields of an object within: if they are spoilt, so is this. */
  within<T>(key: string, read: (fields: CheckedFields) => T): T | undefined {
    const value = this.#raw[key];
    if (value === undefined || value === null) return undefined;
    const fields = new CheckedFields(value);
    const result = read(fields);
    if (!fields.valid) this.valid = false;
    return result;
  }

  #read<T>(key: string, read: (value: Json) => T | undefined): T | undefined {
    const value = this.#raw[key];
    return value === undefined || value === null ? undefined : this.required(read(value));
  }
}
