import { parseUnsupported } from '../unsupported/parse.ts';

export const parseSecurity = parseUnsupported('security');
