import type { SentryEvent } from '../../protocol/event.ts';
import { stacktraceComponents } from '../components/stacktrace.ts';
import type { GroupingTask } from '../grouping-rules.ts';
import type { StrategyComponents } from '../strategy.ts';

/** A stack trace that belongs to no exception, as old SDKs attach it to a message. */
export const stacktraceStrategy = (event: SentryEvent, task: GroupingTask): StrategyComponents | undefined =>
  event.stacktrace ? { ...stacktraceComponents(event.stacktrace, event, task) } : undefined;
