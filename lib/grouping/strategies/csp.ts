import type { SentryEvent } from '../../protocol/event.ts';
import { branch, ignored, leaf } from '../component.ts';
import { groupedCspReport } from '../csp-source.ts';
import type { GroupingRules } from '../grouping-rules.ts';
import type { StrategyComponents } from '../strategy.ts';

export function cspStrategy(event: SentryEvent, { config }: GroupingRules): StrategyComponents | undefined {
  const report = groupedCspReport(event, config);
  if (report === undefined) return undefined;
  const { directive, local, blocked } = report;
  const parts = local
    ? [leaf('violation', local), ignored('uri', blocked, 'ignored because violation takes precedence')]
    : [ignored('violation', undefined, "ignored because it's not a local script violation"), leaf('uri', blocked)];
  return { default: branch('csp', [leaf('salt', directive, 'a static salt'), ...parts]) };
}
