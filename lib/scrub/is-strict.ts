import type { Profile } from './profile.ts';
import { STRICT_EVENT } from './strict-fields.ts';

/** Whether the strict profile is in force: it alone changes what Sentry leaves as it is. */
export const isStrict = ({ event }: Profile): boolean => event === STRICT_EVENT;
