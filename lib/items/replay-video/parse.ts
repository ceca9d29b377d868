import { parseUnsupported } from '../unsupported/parse.ts';

export const parseReplayVideo = parseUnsupported('replay_video');
