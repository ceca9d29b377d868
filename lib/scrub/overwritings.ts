import { redact } from './advanced/redaction.ts';
import type { AdvancedRule } from './advanced/rule.ts';
import { look } from './look.ts';
import { MAX_ROUNDS } from './loose-scrub.ts';
import type { Overwriting, Overwritings } from './overwrite.ts';
import type { Profile } from './profile.ts';
import { FILTERED } from './rules/built-in.ts';
import { pemKey } from './rules/pem-key.ts';
import { NOWHERE } from './rules/rule.ts';

const PEM_KEY: Overwriting = { needs: pemKey.needs, find: pemKey.find, write: () => FILTERED };

/** The rules of a profile for texts that must stay readable, and private keys, which no message holds but files do. */
export const profileOverwritings = ({ replaceOnly, findWritten }: Profile): Overwritings => ({
  steps: [
    PEM_KEY,
    ...replaceOnly.rules.map(({ pattern: { needs, find }, replacement }) => ({
      needs,
      find,
      write: () => replacement,
    })),
  ],
  look: replaceOnly.look,
  findWritten,
  rounds: MAX_ROUNDS,
});

/** Rules of a project's own. What they wrote is known by nothing, and so may be written again. */
export const advancedOverwritings = (rules: readonly AdvancedRule[]): Overwritings => ({
  steps: rules.flatMap(({ type, redaction }) =>
    type.patterns.map(({ needs, find }) => ({ needs, find, write: (taken: string) => redact(redaction, taken) })),
  ),
  look,
  findWritten: () => NOWHERE,
  rounds: 1,
});
