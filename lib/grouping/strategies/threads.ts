import type { SentryEvent } from '../../protocol/event.ts';
import { branch } from '../component.ts';
import { stacktraceComponents } from '../components/stacktrace.ts';
import { crashedThread } from '../crashed-thread.ts';
import type { StrategyComponents } from '../strategy.ts';

export function threadsStrategy(event: SentryEvent): StrategyComponents | undefined {
  const stacktrace = crashedThread(event)?.stacktrace;
  if (!stacktrace) return undefined;
  const { app, system } = stacktraceComponents(stacktrace, event);
  return { app: branch('threads', [app]), system: branch('threads', [system]) };
}
