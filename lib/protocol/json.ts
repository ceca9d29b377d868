/** Any JSON value, as `JSON.parse` returns it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `undefined` when it is nested too deeply to be written: reading knows no such bound. */
export const writeJson = (value: Json): string | undefined => {
  try {
    return JSON.stringify(value);
  } catch {
    // The stack's end is the one way in which this fails: JSON has no cycles.
    return undefined;
  }
};
