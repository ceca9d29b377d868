import { parseUnsupported } from '../unsupported/parse.ts';

export const parseAttachment = parseUnsupported('attachment');
