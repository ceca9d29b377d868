import { cspReport } from '../../normalize/csp-report.ts';
import type { SentryEvent } from '../../protocol/event.ts';
import { branch, leaf } from '../component.ts';
import type { StrategyComponents } from '../strategy.ts';

export function cspStrategy(event: SentryEvent): StrategyComponents | undefined {
  const report = cspReport(event);
  if (report === undefined) return undefined;
  const cause = report.local ? leaf('violation', report.local) : leaf('uri', report.blocked);
  return { default: branch('csp', [leaf('salt', report.directive), cause]) };
}
