import { parseUnsupported } from '../unsupported/parse.ts';

export const parseRawSecurity = parseUnsupported('raw_security');
