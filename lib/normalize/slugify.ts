/** Longest slug, in characters; of a longer name only the beginning is looked at (Sentry). */
export const MAX_SLUG_CHARS = 50;

/** A name as it stands in an address: `Nightly Job!` is `nightly-job`. Empty when no letter or digit of it is ASCII. */
export const slugify = (name: string): string =>
  name
    .slice(0, MAX_SLUG_CHARS)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_\s-]/g, '')
    .replace(/[-\s]+/g, '-')
    .slice(0, MAX_SLUG_CHARS)
    .replace(/^[-_]+|[-_]+$/g, '');
