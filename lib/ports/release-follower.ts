import type { Release } from './release-store.ts';

/**
 * Does what follows from a release that was made, dated anew, or given commits: resolutions that wait for it are
 * completed. Safe twice. The API and the digest both make releases; who follows them is chosen at the door.
 */
export interface ReleaseFollower {
  follow(release: Release): Promise<void>;
}
