/** Texts which programs write for "nothing" or for a flag; as in the reference, no rule touches them. */
const MEANINGLESS: ReadonlySet<string> = new Set(['', 'true', 'false', 'null', 'undefined']);
const LONGEST_MEANINGLESS = 'undefined'.length;

export const isMeaningless = (text: string): boolean => text.length <= LONGEST_MEANINGLESS && MEANINGLESS.has(text);
