import type { SentryEvent } from '../../protocol/event.ts';
import { branch, ignored } from '../component.ts';
import { stacktraceComponents } from '../components/stacktrace.ts';
import { crashedThread } from '../crashed-thread.ts';
import type { GroupingTask } from '../grouping-rules.ts';
import type { StrategyComponents } from '../strategy.ts';

const NOT_ONE = 'ignored because it does not contain exactly one crashed, one current or just one thread';

export function threadsStrategy(event: SentryEvent, task: GroupingTask): StrategyComponents | undefined {
  if (!event.threads?.values.length) return undefined;
  const thread = crashedThread(event);
  if (!thread?.stacktrace) {
    return { app: ignored('threads', undefined, thread ? 'thread has no stacktrace' : NOT_ONE) };
  }
  const { app, system } = stacktraceComponents(thread.stacktrace, event, task);
  return { app: branch('threads', [app]), system: branch('threads', [system]) };
}
