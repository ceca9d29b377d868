/** Members of a view hierarchy (`event.view_hierarchy`) that are code's: a screen is drawn by them. */
const STRUCTURE: ReadonlySet<string> = new Set(['rendering_system', 'type', 'visibility']);

/** All other texts of a view are looked at: its label and title, and its identifier, which often holds what it shows. */
export const isViewStructure = (key: string): boolean => STRUCTURE.has(key);
