import type { SentryEvent } from '../../protocol/event.ts';
import { isObject, type Json } from '../../protocol/json.ts';
import { branch, leaf } from '../component.ts';
import type { StrategyComponents } from '../strategy.ts';

/** An error in a page template, such as Django's. */
export function templateStrategy(event: SentryEvent): StrategyComponents | undefined {
  const template = event.template;
  if (!isObject(template)) return undefined;
  const parts = [leaf('filename', text(template.filename)), leaf('context_line', text(template.context_line))];
  return { default: branch('template', parts) };
}

const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
