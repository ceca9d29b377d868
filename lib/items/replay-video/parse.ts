import { readReplayVideo } from '../../normalize/replay-video.ts';
import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';

/** One segment of a phone's replay: event, recording and film in one. */
export const parseReplayVideo = notKept(({ payload }, context) =>
  readReplayVideo(payload, context) === undefined
    ? invalid('replay', 'invalid_replay_video')
    : unsupported('replay_video'),
);
