import { createHash } from 'node:crypto';

/** 8 bytes tell a few million users apart: a collision among a million has a chance of one in 37,000. */
const HEX_DIGITS = 16;

/**
 * What stands for a user where users are counted, as hex: of a project, so that nobody is recognized in another one.
 * @param user in the form of the tag `user`, such as `id:42`
 */
export const userHash = (projectId: string, user: string): string =>
  createHash('sha256').update(`${projectId}\n${user}`).digest('hex').slice(0, HEX_DIGITS);
