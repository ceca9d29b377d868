import { parseUnsupported } from '../unsupported/parse.ts';

export const parseReplayRecording = parseUnsupported('replay_recording');
