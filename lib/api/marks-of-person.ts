import { countedForm, type PersonKind, personForm, personMark } from '../protocol/person-marks.ts';
import { userHash } from '../protocol/user-hash.ts';
import { pseudonym } from '../scrub/pseudonym.ts';
import type { ErasureRequestJson } from './contract/erasure.ts';

/** A project that is gone through. */
export interface SearchedProject {
  id: string;
  /** Scrubbing has put pseudonyms in the place of its users; absent: it never did. */
  pseudonymKey: string | undefined;
}

type Identifiers = Pick<ErasureRequestJson, 'userId' | 'email' | 'username' | 'ip'>;

/** Where a value may stand: many take their users' addresses for ids and names. */
const PLACES = {
  userId: ['id'],
  email: ['email', 'id', 'username', 'name'],
  username: ['username'],
  ip: ['ip'],
} as const satisfies Record<keyof Identifiers, readonly PersonKind[]>;

/**
 * By what a person is found: as they are known, as the pseudonyms that scrubbing has made of that in each project, and
 * as the hashes by which projects count them. Only marks of all that are kept.
 */
export const marksOfPerson = (salt: string, asked: Identifiers, projects: readonly SearchedProject[]): string[] => {
  const plain = placesOf(asked);
  const forms = projects.flatMap(project => formsIn(project, plain));
  return [...new Set([...plain.map(([kind, value]) => personForm(kind, value)), ...forms])].map(form =>
    personMark(salt, form),
  );
};

type Placed = readonly [kind: PersonKind, value: string];

const placesOf = (asked: Identifiers): Placed[] =>
  Object.entries(PLACES).flatMap(([name, kinds]) => {
    // The keys of a literal are the keys of its type.
    const value = asked[name as keyof Identifiers];
    return value === undefined ? [] : kinds.map((kind): Placed => [kind, value]);
  });

const formsIn = ({ id, pseudonymKey }: SearchedProject, plain: readonly Placed[]): string[] => {
  const pseudonyms = pseudonymKey
    ? plain.map(([kind, value]): Placed => [kind, pseudonym(kind, value, pseudonymKey)])
    : [];
  const counted = [...plain, ...pseudonyms]
    .flatMap(([kind, value]) => [`${kind}:${value}`, personForm(kind, value)])
    .map(user => countedForm(id, userHash(id, user)));
  return [...pseudonyms.map(([kind, value]) => personForm(kind, value)), ...counted];
};
