import type { ScrubSettings } from '../../lib/scrub/settings.ts';
import { DEFAULTS } from './settings.ts';

export const PSEUDONYM_KEY = '5e'.repeat(32);

/** Allim's settings for a new project. */
export const STRICT: ScrubSettings = { ...DEFAULTS, profile: 'strict', disabledRules: [], pseudonymKey: PSEUDONYM_KEY };
