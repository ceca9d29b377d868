import { parseUnsupported } from '../unsupported/parse.ts';

export const parseUserReport = parseUnsupported('user_report');
