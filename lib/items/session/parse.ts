import { parseUnsupported } from '../unsupported/parse.ts';

export const parseSession = parseUnsupported('session');
