import { needsPatternEngine } from './advanced/compile.ts';
import { loadPatternEngine } from './advanced/pattern-engine.ts';
import type { ScrubSettings } from './settings.ts';

/**
 * Makes scrubbing with these settings possible: where a project has patterns of its own, what they run in is loaded,
 * once for the process. Otherwise there is nothing to wait for.
 */
export const prepareScrub = async (settings: ScrubSettings): Promise<void> => {
  if (settings.piiConfig === undefined && settings.organizationPiiConfig === undefined) return;
  if (needsPatternEngine(settings)) await loadPatternEngine();
};
