/** Who owns what a rule matches. */
export interface Owner {
  type: 'user' | 'team';
  /** An address, or a team's slug. */
  name: string;
}

export type RuleType = 'path' | 'module' | 'url' | 'codeowners' | 'tags';

/** A line of an ownership file. */
export interface OwnershipRule {
  type: RuleType;
  /** Of `tags`: the tag's key. */
  key?: string;
  pattern: string;
  owners: readonly Owner[];
}
