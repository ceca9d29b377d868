import { isSensitiveCookie } from '../cookies.ts';

/** Parts of the names that frameworks give to what says who somebody is, or guards it. */
const CALLED = /session|sess(?:id|[._-]|$)|sid(?:$|[._-])|csrf|xsrf|jwt|token|auth(?!or)|remember/i;

/** Sentry knows some thirty cookies by their whole names; of the others the name tells as well: `session_id`, `connect.sid`. */
export const isSessionCookie = (name: string): boolean => isSensitiveCookie(name) || CALLED.test(name);
