import { type Component, leaf } from '../component.ts';
import type { GroupingConfig } from '../config.ts';
import { messageText } from '../message-text.ts';

/** A text with what varies in it replaced: `order 17 failed` and `order 18 failed` are one thing. */
export const messageComponent = (id: string, text: string, config: GroupingConfig): Component => {
  const constant = config.parameterize(messageText(text, config.cutMark));
  return leaf(id, constant, constant === text ? undefined : 'stripped event-specific values');
};
