import { parseOwnership } from '../../life/ownership/parse-ownership.ts';
import type { Owner, OwnershipRule } from '../../life/ownership/rule.ts';
import type { Ownership } from '../../ports/ownership-store.ts';
import type { CommitAuthor } from '../../ports/release-store.ts';
import { personId } from '../../protocol/person-id.ts';
import { AUTO_ASSIGNMENT, type EventOwnersJson, type OwnershipJson, type RuleJson } from '../contract/ownership.ts';
import { presentAssignee } from './person.ts';
import { isoTime } from './time.ts';

export const presentOwnership = (ownership: Ownership): OwnershipJson => {
  const parsed = parseOwnership(ownership.raw);
  const rules = 'rules' in parsed ? parsed.rules : [];
  return {
    raw: ownership.raw,
    fallthrough: ownership.fallthrough,
    dateCreated: timeOf(ownership.dateCreated),
    lastUpdated: timeOf(ownership.lastUpdated),
    isActive: true,
    autoAssignment: AUTO_ASSIGNMENT[ownership.autoAssignment],
    codeownersAutoSync: ownership.codeownersAutoSync,
    schema: rules.length > 0 ? { $version: 1, rules: rules.map(presentRule) } : null,
  };
};

/** @param authors of commits that touched the event's files; they own nothing by a rule */
export const presentEventOwners = (
  organization: string,
  rules: readonly OwnershipRule[],
  authors: readonly CommitAuthor[],
): EventOwnersJson => {
  const [first] = rules;
  const people = authors.map(({ email, name }): Owner => ({ type: 'user', name: email ?? name ?? '' }));
  const owners = new Map(
    [...rules.flatMap(rule => rule.owners), ...people].map(owner => [
      `${owner.type} ${owner.name.toLowerCase()}`,
      owner,
    ]),
  );
  return {
    owners: [...owners.values()].flatMap(owner => presentAssignee(asAssignee(organization, owner)) ?? []),
    rule: first ? [typeOf(first), first.pattern] : null,
    rules: rules.map(presentRule),
  };
};

const presentRule = (rule: OwnershipRule): RuleJson => ({
  matcher: { type: typeOf(rule), pattern: rule.pattern },
  owners: rule.owners.map(({ type, name }) => ({ type, name })),
});

const typeOf = ({ type, key }: OwnershipRule): string => (type === 'tags' ? `tags.${key ?? ''}` : type);

const asAssignee = (organization: string, { type, name }: Owner) => ({
  type,
  id: type === 'team' ? name : personId(organization, name),
  name,
  by: 'ownership' as const,
});

/** 0: nobody has written it yet. */
const timeOf = (time: number): string | null => (time === 0 ? null : isoTime(time));
