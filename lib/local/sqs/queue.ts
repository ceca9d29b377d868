/** A queue, its attributes read into numbers. */
export interface Queue {
  id: number;
  name: string;
  /** Milliseconds since 1970. */
  created: number;
  modified: number;
  /** What was set, in the service's spelling; defaults are not in it. */
  given: Record<string, string>;
  settings: QueueSettings;
}

export interface QueueSettings {
  visibilityTimeoutSeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  waitSeconds: number;
  maximumMessageBytes: number;
  redrive: RedrivePolicy | undefined;
}

export interface RedrivePolicy {
  deadLetterTargetArn: string;
  /** A message that was received this often goes to the dead-letter queue instead of being received again. */
  maxReceiveCount: number;
}
