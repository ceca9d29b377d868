import * as z from 'zod';

/** Characters, as Sentry's. */
const MAX_NAME = 200;
const MAX_PROVIDER = 64;
const MAX_URL = 2_048;

export const repositoryName = z
  .string()
  .trim()
  .min(1, 'This field may not be blank.')
  .max(MAX_NAME)
  .refine(name => name.isWellFormed() && !/\p{Cc}/u.test(name), 'expected a name like acme/shop');

/** It becomes a link on pages of others: nothing but the web. */
const webAddress = z
  .union([
    z.literal(''),
    z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' }).max(MAX_URL),
  ])
  .nullish();

/** `POST` of a repository. */
export const newRepository = z.object({
  name: repositoryName,
  url: webAddress,
  /** `github`, or as Sentry has it `integrations:github`. */
  provider: z
    .string()
    .max(MAX_PROVIDER)
    .regex(/^(?:integrations:)?[a-z][a-z0-9_]*$/, 'expected a name like github')
    .nullish(),
});

/** A repository in Sentry's words. */
export interface RepositoryJson {
  /** Made of its name. */
  id: string;
  name: string;
  url: string | null;
  provider: { id: string; name: string };
  status: 'active';
  dateCreated: string;
  integrationId: null;
  externalSlug: string;
  externalId: null;
}
