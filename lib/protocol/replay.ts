/** What an SDK says of one segment of a replay; its recording is an item of its own. Times are Unix seconds. */
export interface ReplaySegment {
  /** 32 hex digits: the same in all segments. */
  replayId: string;
  /** Counted from 0. */
  segmentId: number;
  /** `session`: recorded from the start; `buffer`: what was at hand when an error came. */
  replayType: 'session' | 'buffer';
  timestamp: number;
  /** When the replay, not the segment, began. */
  started?: number;
  urls: string[];
  /** 32 hex digits each. */
  errorIds: string[];
  traceIds: string[];
  platform: string;
  release?: string;
  environment?: string;
}

/** What the user saw: events of rrweb. */
export interface ReplayRecording {
  segmentId: number;
  encoding: 'zlib' | 'json';
  /** A view into the item's bytes. */
  body: Uint8Array;
}

/** A segment of a phone's replay, which is a film. */
export interface ReplayVideo {
  segment: ReplaySegment;
  recording: ReplayRecording;
  /** A view into the item's bytes. */
  video: Uint8Array;
}
