import { parseUnsupported } from '../unsupported/parse.ts';

export const parseSessions = parseUnsupported('sessions');
