import { SEEN_STEP_MS, type SeenRelease } from '../ports/release-store.ts';
import { recent } from '../protocol/recent.ts';

/** Releases that a process remembers: more than send at a time, and a megabyte or two at most. */
const MAX_REMEMBERED = 10_000;

/** What this process knows to be noted: a warm digest neither reads nor writes anything for a known release. */
export interface ReleaseMemory {
  /** Whether noting it would change nothing. */
  knows(projectId: string, seen: SeenRelease): boolean;
  remember(projectId: string, seen: SeenRelease): void;
}

/** The release that was longest of no use is forgotten first. */
export const releaseMemory = (): ReleaseMemory => {
  const noted = recent<Omit<SeenRelease, 'version'>>(MAX_REMEMBERED);
  const keyOf = (projectId: string, version: string): string => `${projectId}/${version}`;
  return {
    knows: (projectId, { version, first, last }) => {
      const known = noted.get(keyOf(projectId, version));
      return known !== undefined && first >= known.first - SEEN_STEP_MS && last <= known.last + SEEN_STEP_MS;
    },
    remember: (projectId, { version, first, last }) => {
      const key = keyOf(projectId, version);
      const known = noted.get(key) ?? { first, last };
      noted.set(key, { first: Math.min(known.first, first), last: Math.max(known.last, last) });
    },
  };
};
