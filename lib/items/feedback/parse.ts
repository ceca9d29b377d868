import { parseUnsupported } from '../unsupported/parse.ts';

export const parseFeedback = parseUnsupported('feedback');
