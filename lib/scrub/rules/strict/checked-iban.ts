import { iban } from '../iban.ts';
import { NOWHERE, type Pattern, type Ranges } from '../rule.ts';

const MODULUS = 97;
const HEAD = 4;
const BASE = 36;

/** International bank account numbers by their check digits, so that hashes and ids of such a form stay. */
export const checkedIban: Pattern = {
  needs: iban.needs,
  find: text => {
    const found = iban.find(text);
    return found.length === 0 ? NOWHERE : valid(text, found);
  },
};

function valid(text: string, ranges: Ranges): Ranges {
  return ranges.flatMap((start, i) => {
    const end = ranges[i + 1];
    return i % 2 === 0 && end !== undefined && hasCheckDigits(text.slice(start, end)) ? [start, end] : [];
  });
}

/** Letters count as two digits, the country and check digits stand last, and the rest of a division by 97 is 1. */
function hasCheckDigits(value: string): boolean {
  const turned = value.slice(HEAD) + value.slice(0, HEAD);
  let rest = 0;
  for (const character of turned) {
    const number = Number.parseInt(character, BASE);
    rest = (rest * (number > 9 ? 100 : 10) + number) % MODULUS;
  }
  return rest === 1;
}
