import { parseUnsupported } from '../unsupported/parse.ts';

export const parseProfile = parseUnsupported('profile');
