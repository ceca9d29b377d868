import { TRAIT } from '../trait.ts';
import { NOWHERE, type Pattern, type Ranges } from './rule.ts';

const HEADER = /-----BEGIN[A-Z ]+(?:PRIVATE|PUBLIC) KEY-----[\t ]*\r?\n?/g;
const FOOTER = /\r?\n?-----END[A-Z ]+(?:PRIVATE|PUBLIC) KEY-----/g;

/** The body of a PEM block that holds a key; its header and footer lines stay, so that people see what it was. */
export const pemKey: Pattern = { needs: TRAIT.dashes, find: findBodies };

/** Two cursors that only go forward: one regex over both lines would start anew at each header and go quadratic. */
function findBodies(text: string): Ranges {
  HEADER.lastIndex = 0;
  let ranges: number[] | undefined;
  for (let header = HEADER.exec(text); header !== null; header = HEADER.exec(text)) {
    const start = HEADER.lastIndex;
    FOOTER.lastIndex = start + 1; // a body has at least one character
    const footer = FOOTER.exec(text);
    if (footer === null) break; // then no later header has one either
    ranges ??= [];
    ranges.push(start, footer.index);
    HEADER.lastIndex = FOOTER.lastIndex;
  }
  return ranges ?? NOWHERE;
}
