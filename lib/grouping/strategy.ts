import type { SentryEvent } from '../protocol/event.ts';
import type { Component } from './component.ts';

/** `app` looks at the application's frames, `system` at all; what has no frames to choose from is `default`. */
export type VariantName = 'app' | 'default' | 'system';

export type StrategyComponents = { readonly [name in VariantName]?: Component };

/** One way to see what an event is about. `undefined` when the event has nothing of that kind. */
export type Strategy = (event: SentryEvent) => StrategyComponents | undefined;
