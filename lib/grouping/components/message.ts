import { type Component, leaf } from '../component.ts';
import { messageText } from '../message-text.ts';
import { parameterize } from '../parameterize.ts';

/** A text with what varies in it replaced: `order 17 failed` and `order 18 failed` are one thing. */
export const messageComponent = (id: string, text: string): Component => leaf(id, parameterize(messageText(text)));
