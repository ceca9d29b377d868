import type { RuleSet } from './rule-set.ts';

/** Rules to run one after the other, a later one over an earlier; each set keeps what it found about names it has met. */
export interface StacktraceRules {
  readonly sets: readonly RuleSet[];
}

/** Allim's own rules, then those of a project. */
export const combineRules = (base: StacktraceRules, project: StacktraceRules): StacktraceRules => ({
  sets: [...base.sets, ...project.sets],
});

export const NO_STACKTRACE_RULES: StacktraceRules = { sets: [] };
