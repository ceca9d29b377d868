import { readReplayRecording } from '../../normalize/replay-recording.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';

/** What the user saw during one segment of a replay. */
export const parseReplayRecording = notKept(({ payload }) =>
  readReplayRecording(payload) === undefined
    ? invalid('replay', 'invalid_replay_recording')
    : unsupported('replay_recording'),
);
