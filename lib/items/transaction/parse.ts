import { parseUnsupported } from '../unsupported/parse.ts';

export const parseTransaction = parseUnsupported('transaction');
