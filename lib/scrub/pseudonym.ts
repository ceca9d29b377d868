import { createHmac } from 'node:crypto';

/** What of a user is replaced by a pseudonym. */
export type IdentityKind = 'email' | 'username' | 'name' | 'id' | 'ip';

/** The same, and what tells which of them is meant: `ip:203.0.113.7`. */
export type Identity = IdentityKind | 'tagged';

/** Of 64: enough that no two users of one project ever meet, short enough to read and to search for. */
const HEX_DIGITS = 16;
const PSEUDONYM = /^(?:email|username|name|id|ip)-[0-9a-f]{16}$/;

/**
 * Stands for a value without telling it: `<kind>-` and the first 16 hex digits of HMAC-SHA256 over the normalized value,
 * with the key's text as it is. Equal for equal values of one key, so that users can be counted and searched for.
 */
export function pseudonym(kind: IdentityKind, value: string, key: string): string {
  const digest = createHmac('sha256', key).update(normalizeIdentity(kind, value)).digest('hex');
  return `${kind}-${digest.slice(0, HEX_DIGITS)}`;
}

/** One address is often written in several ways; a login name or an id in another case may be somebody else's. */
function normalizeIdentity(kind: IdentityKind, value: string): string {
  const trimmed = value.trim().normalize('NFC');
  return kind === 'email' || kind === 'ip' || trimmed.includes('@') ? trimmed.toLowerCase() : trimmed;
}

/** Whether a value is a pseudonym already: scrubbing twice is scrubbing once. */
export const isPseudonym = (value: string): boolean => PSEUDONYM.test(value);
