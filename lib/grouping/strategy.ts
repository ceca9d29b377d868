import type { SentryEvent } from '../protocol/event.ts';
import type { Component } from './component.ts';
import type { GroupingTask } from './grouping-rules.ts';

/** `app` looks at the application's frames, `system` at all; what has no frames to choose from is `default`. */
export type VariantName = 'app' | 'default' | 'system';

export type StrategyComponents = { readonly [name in VariantName]?: Component };

/** One way to see what an event is about. */
export interface Strategy {
  /** As hints call it. */
  readonly name: string;
  /** `undefined` when the event has nothing of that kind. */
  readonly components: (event: SentryEvent, task: GroupingTask) => StrategyComponents | undefined;
}
