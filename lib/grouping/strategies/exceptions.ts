import type { SentryEvent } from '../../protocol/event.ts';
import { branch, type Component } from '../component.ts';
import { exceptionComponents } from '../components/exception.ts';
import { groupedExceptions } from '../exception-group.ts';
import type { StrategyComponents } from '../strategy.ts';

/** One exception, or the chain of those that caused each other. */
export function exceptionsStrategy(event: SentryEvent): StrategyComponents | undefined {
  const exceptions = groupedExceptions(event).kept;
  if (exceptions.length === 0) return undefined;
  const components = exceptions.map(exception => exceptionComponents(exception, event));
  const app = chain(components.map(component => component.app));
  const system = components.flatMap(component => component.system ?? []);
  return system.length === 0 ? { app } : { app, system: chain(system) };
}

function chain(exceptions: readonly Component[]): Component {
  const [first] = exceptions;
  return first !== undefined && exceptions.length === 1 ? first : branch('chained-exception', exceptions);
}
