import type { ScrubSettings } from '../../lib/scrub/settings.ts';

/** Sentry's settings for a new project. */
export const DEFAULTS: ScrubSettings = {
  scrubData: true,
  scrubDefaults: true,
  scrubIpAddresses: false,
  sensitiveFields: [],
  safeFields: [],
};
