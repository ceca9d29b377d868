import { DEFAULT_SCRUB_SETTINGS, type ScrubSettings } from '../lib/ports/key-store.ts';

/** As set-up makes them: the strict profile, with a key for pseudonyms. */
export const NEW_PROJECT_SCRUB: ScrubSettings = { ...DEFAULT_SCRUB_SETTINGS, pseudonymKey: '5e'.repeat(32) };
