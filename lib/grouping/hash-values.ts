import { hash } from 'node:crypto';

/** MD5 over the values without separators: the length and the algorithm are Sentry's, nothing here needs to be secret. */
export const hashValues = (values: readonly string[]): string => hash('md5', values.join(''));
