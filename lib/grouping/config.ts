/**
 * Names the rules below, and is kept with every hash they make: a change that moves hashes gets a new id,
 * and the old rules stay beside the new ones until no issue is looked up by them.
 */
export const GROUPING_CONFIG = 'newstyle:2026-01-20';
