/**
 * A token of an organization, in Sentry's form: `sntrys_`, what a tool wants to know as JSON in base64, `_`, and 32 random
 * bytes in base64 without padding. Tools take the address and the organization out of it, and let them win over their
 * own settings.
 */
export interface OrganizationTokenFacts {
  /** Where the installation is reached, without a slash at its end. */
  url: string;
  organization: string;
  /** Milliseconds since 1970. */
  dateCreated: number;
}

/** Random bytes of the secret: tools take no other number. */
export const TOKEN_SECRET_BYTES = 32;
const PREFIX = 'sntrys_';
const SECRET = /^sntrys_[A-Za-z0-9+/=]{1,1900}_(?<secret>[A-Za-z0-9+/]{43})$/;

/** @param secret `TOKEN_SECRET_BYTES` bytes in hex */
export const writeOrganizationToken = (
  secret: string,
  { url, organization, dateCreated }: OrganizationTokenFacts,
): string => {
  const facts = { iat: dateCreated / 1_000, url, region_url: url, org: organization };
  const random = Buffer.from(secret, 'hex').toString('base64').replace(/=+$/, '');
  return `${PREFIX}${Buffer.from(JSON.stringify(facts)).toString('base64')}_${random}`;
};

/**
 * What a token is known by. What it says of itself is for tools alone: an installation that moves to another address, and
 * writes it anew, knows it still. `undefined`: it is none.
 */
export const organizationTokenSecret = (token: string): string | undefined => {
  const secret = SECRET.exec(token)?.groups?.secret;
  return secret === undefined ? undefined : `${PREFIX}${secret}`;
};
