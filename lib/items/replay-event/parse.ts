import { parseUnsupported } from '../unsupported/parse.ts';

export const parseReplayEvent = parseUnsupported('replay_event');
