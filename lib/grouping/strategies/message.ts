import type { SentryEvent } from '../../protocol/event.ts';
import { messageComponent } from '../components/message.ts';
import type { GroupingRules } from '../grouping-rules.ts';
import type { StrategyComponents } from '../strategy.ts';

/** The template of a message, where there is one, is free of what varies. */
export function messageStrategy(event: SentryEvent, { config }: GroupingRules): StrategyComponents | undefined {
  const text = event.logentry?.message || event.logentry?.formatted;
  return text ? { default: messageComponent('message', text, config) } : undefined;
}
