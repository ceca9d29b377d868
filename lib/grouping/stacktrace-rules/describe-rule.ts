import type { Reach, RuleAction, RuleMatcher, StacktraceRule } from './rule.ts';

/** The rule as a person would write it, with the short names, for the explanation of a grouping. */
export function describeRule({ errors, frame, caller, callee, actions }: StacktraceRule): string {
  const parts = [
    ...errors.map(describeMatcher),
    ...(caller ? [`[${describeMatcher(caller)}] |`] : []),
    ...frame.map(describeMatcher),
    ...(callee ? [`| [${describeMatcher(callee)}]`] : []),
    ...actions.map(describeAction),
  ];
  return parts.join(' ');
}

const describeMatcher = ({ kind, argument, negated }: RuleMatcher): string =>
  `${negated ? '!' : ''}${kind}:${argument}`;

const ARROWS: Readonly<Record<Reach, string>> = { frame: '', newer: '^', older: 'v' };

const describeAction = (action: RuleAction): string =>
  action.kind === 'app' || action.kind === 'group'
    ? `${ARROWS[action.reach]}${action.value ? '+' : '-'}${action.kind}`
    : `${action.kind}=${action.value}`;
