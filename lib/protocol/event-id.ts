/**
 * 32 lower-case hex digits from any form of a UUID that SDKs send: any case, with hyphens, braces or `urn:uuid:`.
 * `undefined` when it is none.
 */
export const parseEventId = (value: unknown): string | undefined => {
  if (typeof value !== 'string' || value.length > 48) return undefined;
  const hex = value
    .replace(/^urn:uuid:/i, '')
    .replace(/^\{(.*)\}$/, '$1')
    .replaceAll('-', '')
    .toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) ? hex : undefined;
};
