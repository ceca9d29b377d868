import { type Key, META } from './key.ts';

export const publicKeyKey = (publicKey: string): Key => ({ pk: `KEY#${publicKey}`, sk: META });
/** A project is found by its organization and slug, or by its id. */
export const projectBySlugKey = (organization: string, slug: string): Key => ({
  pk: `ORG#${organization}`,
  sk: `${PROJECT_SLUGS}${slug}`,
});
export const PROJECT_SLUGS = 'PROJECT#';
export const projectKey = (id: string): Key => ({ pk: `PROJECT#${id}`, sk: META });
export const projectPublicKeyKey = (projectId: string, publicKey: string): Key => ({
  pk: `PROJECT#${projectId}`,
  sk: `${PUBLIC_KEYS}${publicKey}`,
});
export const PUBLIC_KEYS = 'KEY#';

/** Counts up for ids of projects. */
export const projectCounterKey: Key = { pk: 'PROJECTCOUNTER', sk: META };
/** Counts up for short ids. */
export const shortIdCounterKey = (projectId: string): Key => ({ pk: `PROJECT#${projectId}`, sk: 'SHORTID' });
export const shortIdKey = (organization: string, shortId: string): Key => ({
  pk: `SHORTID#${organization}#${shortId}`,
  sk: META,
});

/** What of a stack trace's paths stands where in a repository: all of a project's together. */
export const codeMappingsKey = (projectId: string): Key => ({ pk: `PROJECT#${projectId}`, sk: 'CODEMAPPINGS' });
/** Whether files that nobody uploaded are fetched from the web: below its project. */
export const scrapingKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'SCRAPING' });
export const ownershipKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'OWNERSHIP' });
export const groupingKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'GROUPING' });
/** What was regrouped: later ones have larger ids. */
export const regroupingKey = (projectId: string, id: string): Key => ({ pk: `REGROUPING#${projectId}`, sk: id });
export const thresholdKey = (projectId: string): Key => ({ pk: projectKey(projectId).pk, sk: 'THRESHOLD' });
/** One partition for all projects that have one: the sweep asks for them together. */
export const RESOLVE_AGES = 'RESOLVEAGE';
export const resolveAgeKey = (projectId: string): Key => ({ pk: RESOLVE_AGES, sk: projectId });
