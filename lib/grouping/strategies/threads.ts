import type { SentryEvent, Thread } from '../../protocol/event.ts';
import { branch, ignored } from '../component.ts';
import { stacktraceComponents } from '../components/stacktrace.ts';
import { crashedThread } from '../crashed-thread.ts';
import type { GroupingTask } from '../grouping-rules.ts';
import type { StrategyComponents } from '../strategy.ts';

export function threadsStrategy(event: SentryEvent, task: GroupingTask): StrategyComponents | undefined {
  if (!event.threads?.values.length) return undefined;
  const thread = crashedThread(event);
  if (!thread?.stacktrace) {
    const why = thread ? 'ignored because thread has no stacktrace' : notOne(event.threads.values);
    return { app: ignored('threads', undefined, why) };
  }
  const { app, system } = stacktraceComponents(thread.stacktrace, event, task);
  return { app: branch('threads', [app]), system: branch('threads', [system]) };
}

function notOne(threads: readonly Thread[]): string {
  const crashed = threads.filter(thread => thread.crashed).length;
  const current = threads.filter(thread => thread.current).length;
  return `ignored because it is about ${crashed} crashed, ${current} current and ${threads.length} threads, and none of these is one`;
}
