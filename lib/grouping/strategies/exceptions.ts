import type { SentryEvent } from '../../protocol/event.ts';
import { branch, type Component } from '../component.ts';
import { exceptionComponents } from '../components/exception.ts';
import { groupedExceptions } from '../exception-group.ts';
import type { GroupingTask } from '../grouping-rules.ts';
import type { StrategyComponents } from '../strategy.ts';

/** One exception, or the chain of those that caused each other. */
export function exceptionsStrategy(event: SentryEvent, task: GroupingTask): StrategyComponents | undefined {
  const exceptions = groupedExceptions(event, task).kept;
  const [first] = exceptions;
  if (first === undefined) return undefined;
  if (exceptions.length === 1) return { ...exceptionComponents(first, event, task) };
  const components = exceptions.map(exception => exceptionComponents(exception, event, task));
  const app = chain(components.map(component => component.app));
  const system = components.flatMap(component => component.system ?? []);
  return system.length === 0 ? { app } : { app, system: chain(system) };
}

const chain = (exceptions: readonly Component[]): Component => branch('chained_exception', exceptions);
