import { parseUnsupported } from '../unsupported/parse.ts';

export const parseLog = parseUnsupported('log');
