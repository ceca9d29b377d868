import { TRAIT } from '../trait.ts';
import { NOWHERE, type Pattern, type Ranges } from './rule.ts';

const AT = '@';
const DOMAIN = /[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b/iy;
const LOCAL_PART = characters(
  `abcdefghijklmnopqrstuvwxyz${'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'}.!#$%&'*+/=?^_\`{|}~-`,
);
const WORD = characters('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_');

function characters(all: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of all) table[character.charCodeAt(0)] = 1;
  return table;
}

/** E-mail addresses. */
export const email: Pattern = { needs: TRAIT.at, find: findAddresses };

/** From each `@` outwards: a regex that starts at the local part would scan it again from each of its word borders. */
function findAddresses(text: string): Ranges {
  let ranges: number[] | undefined;
  let after = 0;
  for (let at = text.indexOf(AT); at >= 0; at = text.indexOf(AT, Math.max(after, at + 1))) {
    const start = localPartStart(text, at, after);
    DOMAIN.lastIndex = at + 1;
    if (start === at || !DOMAIN.test(text)) continue;
    after = DOMAIN.lastIndex;
    ranges ??= [];
    ranges.push(start, after);
  }
  return ranges ?? NOWHERE;
}

/** The first word border in the run of local-part characters that ends at `at`; `at` itself when there is none. */
function localPartStart(text: string, at: number, floor: number): number {
  let run = at;
  while (run > floor && isOf(LOCAL_PART, text, run - 1)) run--;
  while (run < at && isOf(WORD, text, run) === isOf(WORD, text, run - 1)) run++;
  return run;
}

function isOf(table: Uint8Array, text: string, index: number): boolean {
  return index >= 0 && table[text.charCodeAt(index)] === 1;
}
