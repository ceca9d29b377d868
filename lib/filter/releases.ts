import type { Filter } from './filter.ts';
import { anyGlob } from './glob.ts';

/** Events of releases that match a pattern. */
export const releases: Filter = settings => {
  const matches = anyGlob(settings.releases);
  return matches && (({ release }) => release !== undefined && matches(release));
};
