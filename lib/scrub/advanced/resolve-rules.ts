import { BUILT_IN_RULES } from './built-in-rules.ts';
import { REMOVE, type Redaction } from './redaction.ts';
import type { AdvancedRule } from './rule.ts';
import type { ManyRules, RuleSpec } from './rule-spec.ts';

/** Names of rules below one selector, or in one rule. Ours. */
export const MAX_NAMES = 200;
/** Names that those of one selector lead to, each counted once for each rule that hides it. Ours. */
const MAX_VISITS = 500;

/** A rule which hides those that it names: they go by its id, and redact as it says. */
interface Cover {
  readonly id: string;
  readonly redaction: Redaction | undefined;
}

interface Visit {
  readonly name: string;
  readonly cover: Cover | undefined;
}

/**
 * What the names of one application come to, in the order in which it runs: that of their names. Rules may name each
 * other in circles; a rule that is come by twice is what it was at first.
 */
export function resolveRules(own: ReadonlyMap<string, RuleSpec>, names: readonly string[]): readonly AdvancedRule[] {
  const found = new Map<string, AdvancedRule>();
  const visits: Visit[] = [];
  const seen = new Set<string>();
  const enter = (name: string, cover: Cover | undefined): void => {
    const place = JSON.stringify([name, cover?.id]);
    if (seen.has(place) || visits.length >= MAX_VISITS) return;
    seen.add(place);
    visits.push({ name, cover });
  };
  for (const name of names) enter(name, undefined);
  for (const { name, cover } of visits) {
    const spec = ruleNamed(own, name);
    if (spec?.kind === 'many') for (const inner of spec.names) enter(inner, coverOf(name, spec, cover));
    else if (spec !== undefined && !found.has(name)) {
      const redaction = cover?.redaction ?? spec.redaction ?? REMOVE;
      found.set(name, { id: cover?.id ?? name, name, type: spec.type, redaction });
    }
  }
  return [...found.values()].sort(byName);
}

export const ruleNamed = (own: ReadonlyMap<string, RuleSpec>, name: string): RuleSpec | undefined =>
  own.get(name) ?? BUILT_IN_RULES.get(name);

/** The outermost rule that hides counts. */
function coverOf(name: string, { hideInner, redaction }: ManyRules, cover: Cover | undefined): Cover | undefined {
  if (!hideInner) return cover;
  return { id: cover?.id ?? name, redaction: cover?.redaction ?? redaction };
}

const byName = (a: AdvancedRule, b: AdvancedRule): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
