import { parseUnsupported } from '../unsupported/parse.ts';

export const parseProfileChunk = parseUnsupported('profile_chunk');
