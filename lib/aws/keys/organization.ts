import { createHash } from 'node:crypto';
import { type Key, META } from './key.ts';

export const organizationKey = (slug: string): Key => ({ pk: `ORG#${slug}`, sk: META });

/** Below its organization: a repository that people have named. */
export const REPOSITORIES = 'REPOSITORY#';
export const repositoryKey = (organization: string, name: string): Key => ({
  pk: `ORG#${organization}`,
  sk: `${REPOSITORIES}${name}`,
});

/** The secret itself is never stored. */
export const tokenKey = (secret: string): Key => ({
  pk: `TOKEN#${createHash('sha256').update(secret).digest('hex')}`,
  sk: META,
});
/** Tokens of an organization; each has a row of its own by the hash of its secret too. */
export const organizationTokens = (organization: string): string => `ORGTOKENS#${organization}`;
export const organizationTokenKey = (organization: string, id: string): Key => ({
  pk: organizationTokens(organization),
  sk: id,
});
