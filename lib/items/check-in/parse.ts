import { parseUnsupported } from '../unsupported/parse.ts';

export const parseCheckIn = parseUnsupported('check_in');
