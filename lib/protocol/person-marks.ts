import { createHash } from 'node:crypto';

/** How a person is known. */
export type PersonKind = 'id' | 'email' | 'username' | 'ip' | 'name';

/** 12 bytes: no two values of one deployment ever meet. */
const MARK_CHARACTERS = 16;

/**
 * What stands for a value where a person is looked for: it tells nothing of the value, and two orders have nothing in
 * common, because each has its own salt.
 */
export const personMark = (salt: string, form: string): string =>
  createHash('sha256').update(`${salt}\n${form}`).digest('base64url').slice(0, MARK_CHARACTERS);

/** `email:jane@example.com`, in one spelling: addresses are often written in several, login names and ids are not. */
export const personForm = (kind: PersonKind, value: string): string => {
  const trimmed = value.trim().normalize('NFC');
  return `${kind}:${kind === 'email' || kind === 'ip' || trimmed.includes('@') ? trimmed.toLowerCase() : trimmed}`;
};

/** For the hash by which a project counts a user. */
export const countedForm = (projectId: string, hash: string): string => `counted:${projectId}:${hash}`;
