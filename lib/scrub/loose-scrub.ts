import { TYPE } from './advanced/value-type.ts';
import { type Field, FREE } from './field.ts';
import type { Profile } from './profile.ts';
import type { Step } from './safe-fields.ts';
import type { Scrub } from './scrub.ts';
import { scrubText } from './scrub-text.ts';

/** Times that one text is scrubbed; a second one changes hardly ever anything. */
export const MAX_ROUNDS = 4;

/** A scrubbing of what has no `_meta` to note anything in: earlier redactions are known by their looks. */
export const looseScrub = (profile: Profile): Scrub => ({
  profile,
  event: {},
  root: { field: FREE, types: TYPE.attachments },
  at: [],
  names: [],
  remarks: false,
  redactions: 0,
});

/**
 * The text as it may rest. Without remarks a rule looks anew at what another one left (`password=4111…(`), so each text is
 * scrubbed until it stays: scrubbing twice is scrubbing once.
 */
export function scrubLooseText(scrub: Scrub, text: string, step: Step, key: number, field: Field): string | null {
  const before = scrub.redactions;
  let scrubbed: string | null = text;
  for (let round = 0; round < MAX_ROUNDS && scrubbed !== null; round++) {
    const last: string = scrubbed;
    scrubbed = scrubText(scrub, last, step, step, key, field);
    if (scrubbed === last) break;
  }
  if (scrubbed !== text) scrub.redactions = before + 1;
  return scrubbed;
}
