import { createHash } from 'node:crypto';

const HEX_DIGITS = 16;

/** There are no accounts: a person is who an organization calls by a name or address, in whatever case. */
export const personId = (organization: string, name: string): string =>
  createHash('sha256').update(`${organization}\n${name.trim().toLowerCase()}`).digest('hex').slice(0, HEX_DIGITS);
