import type { SentryEvent } from '../../protocol/event.ts';
import { isObject } from '../../protocol/json.ts';
import { branch, leaf } from '../component.ts';
import type { StrategyComponents } from '../strategy.ts';

/** Reports of browsers of old, by the event's key: one issue for each host that they were about. */
const REPORTS = [
  ['hpkp', 'hpkp'],
  ['expectct', 'expect-ct'],
  ['expectstaple', 'expect-staple'],
] as const;

export function securityStrategy(event: SentryEvent): StrategyComponents | undefined {
  for (const [key, salt] of REPORTS) {
    const report = event[key];
    if (!isObject(report)) continue;
    const hostname = typeof report.hostname === 'string' ? report.hostname : undefined;
    return {
      default: branch(salt.replace('-', '_'), [leaf('salt', salt, 'a static salt'), leaf('hostname', hostname)]),
    };
  }
  return undefined;
}
