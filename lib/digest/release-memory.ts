import { SEEN_STEP_MS, type SeenRelease } from '../ports/release-store.ts';

/** Releases that a process remembers: more than send at a time, and a megabyte or two at most. */
const MAX_REMEMBERED = 10_000;

/** What this process knows to be noted: a warm digest neither reads nor writes anything for a known release. */
export interface ReleaseMemory {
  /** Whether noting it would change nothing. */
  knows(projectId: string, seen: SeenRelease): boolean;
  remember(projectId: string, seen: SeenRelease): void;
}

/** The release that was remembered longest ago is forgotten first. */
export const releaseMemory = (): ReleaseMemory => {
  const noted = new Map<string, Omit<SeenRelease, 'version'>>();
  const keyOf = (projectId: string, version: string): string => `${projectId}/${version}`;
  return {
    knows: (projectId, { version, first, last }) => {
      const known = noted.get(keyOf(projectId, version));
      return known !== undefined && first >= known.first - SEEN_STEP_MS && last <= known.last + SEEN_STEP_MS;
    },
    remember: (projectId, { version, first, last }) => {
      const key = keyOf(projectId, version);
      const known = noted.get(key) ?? { first, last };
      noted.delete(key);
      noted.set(key, { first: Math.min(known.first, first), last: Math.max(known.last, last) });
      if (noted.size > MAX_REMEMBERED) noted.delete(noted.keys().next().value ?? '');
    },
  };
};
