import type { Json } from '../protocol/json.ts';

/** `undefined` when the bytes are no JSON; bytes that are no UTF-8 become U+FFFD first. */
export const parseJson = (bytes: Uint8Array): Json | undefined => {
  try {
    // `JSON.parse` is typed `any`; what it returns is JSON by definition.
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as Json;
  } catch {
    // That the text is no JSON is an expected fate, told by `undefined`.
    return undefined;
  }
};
