import { cspReport } from '../../normalize/csp-report.ts';
import type { SentryEvent } from '../../protocol/event.ts';
import { branch, ignored, leaf } from '../component.ts';
import type { StrategyComponents } from '../strategy.ts';

export function cspStrategy(event: SentryEvent): StrategyComponents | undefined {
  const report = cspReport(event);
  if (report === undefined) return undefined;
  const { directive, local, blocked } = report;
  const parts = local
    ? [leaf('violation', local), ignored('uri', blocked, 'violation takes precedence')]
    : [ignored('violation', undefined, 'not a local script violation'), leaf('uri', blocked)];
  return { default: branch('csp', [leaf('salt', directive, 'a static salt'), ...parts]) };
}
