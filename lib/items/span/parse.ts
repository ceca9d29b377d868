import { parseUnsupported } from '../unsupported/parse.ts';

export const parseSpan = parseUnsupported('span');
