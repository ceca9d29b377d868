/** What a profile of one transaction is about. */
export interface Profile {
  /** 32 hex digits. */
  id: string;
  platform: string;
  /** How its samples are written: those of Android before version 1 are one binary trace. */
  format: 'sample' | 'android';
  release?: string;
  environment?: string;
}

/** What a part of a continuous profile is about. */
export interface ProfileChunk {
  /** 32 hex digits each. */
  id: string;
  profilerId: string;
  platform: string;
  /** `ui` profiles are counted in a category of their own. */
  kind: 'ui' | 'backend';
  release?: string;
  environment?: string;
}
