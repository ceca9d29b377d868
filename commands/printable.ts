/** Controls, separators of lines, and marks that turn text around or hide it: what comes from a payload must not command a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text for one line of a terminal: what is not to be shown is spelled as in JSON. */
export const printable = (text: string): string => text.toWellFormed().replace(UNPRINTABLE, spelled);

/** JSON on one line, which says the same with nothing unprintable in it. */
export const printableJson = (value: unknown): string => printable(JSON.stringify(value));

const spelled = (character: string): string =>
  Array.from({ length: character.length }, (_, unit) => unitSpelled(character.charCodeAt(unit))).join('');

const unitSpelled = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
