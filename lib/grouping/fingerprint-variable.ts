import { eventTags } from '../normalize/event-tags.ts';
import type { Frame, SentryEvent } from '../protocol/event.ts';
import type { GroupingConfig } from './config.ts';
import { crashFrame, crashStacktrace } from './crash-frame.ts';
import { functionName } from './function-name.ts';
import { platformOf } from './platform.ts';

const TAG_PREFIX = 'tags.';

const MESSAGE_VARIABLES: ReadonlySet<string> = new Set(['message', 'value', 'error.value']);

/** Whether `{{ name }}` stands for a message, with what varies in it replaced. The raw ones are as they came. */
export const isMessageVariable = (name: string): boolean => MESSAGE_VARIABLES.has(name);

/** The text of `{{ name }}`. What is missing reads `<no-…>`, so that it groups with its like. */
export function fingerprintVariable(name: string, event: SentryEvent, config: GroupingConfig): string {
  if (name.startsWith(TAG_PREFIX)) return tag(name.slice(TAG_PREFIX.length), event, config);
  switch (name) {
    case 'transaction':
      return event.transaction || '<no-transaction>';
    case 'message':
    case 'raw_message':
      return messageOf(event) || '<no-message>';
    case 'type':
    case 'error.type':
      return event.exception?.values.at(-1)?.type || '<no-type>';
    case 'value':
    case 'error.value':
    case 'raw_value':
    case 'error.raw_value':
      return event.exception?.values.at(-1)?.value || '<no-value>';
    case 'level':
      return event.level || '<no-level>';
    case 'logger':
      return event.logger || '<no-logger>';
    default:
      return frameVariable(name, event);
  }
}

function frameVariable(name: string, event: SentryEvent): string {
  const frame = crashFrame(crashStacktrace(event));
  switch (name) {
    case 'function':
    case 'stack.function':
      return (frame && functionName(frame, platformOf(frame, event))) || '<no-function>';
    case 'path':
    case 'stack.abs_path':
      return frame?.abs_path || frame?.filename || '<no-abs-path>';
    case 'stack.filename':
      return frame?.filename || frame?.abs_path || '<no-filename>';
    case 'module':
    case 'stack.module':
      return frame?.module || '<no-module>';
    case 'package':
    case 'stack.package':
      return packageName(frame) || '<no-package>';
    default:
      return `<unrecognized-variable-${name}>`;
  }
}

const packageName = (frame: Frame | undefined): string | undefined => frame?.package?.split(/[/\\]/).at(-1);

/** What a person would call the message of an event, filled in. */
export const messageOf = ({ logentry, exception }: SentryEvent): string | undefined =>
  logentry?.formatted || logentry?.message || exception?.values.at(-1)?.value;

function tag(key: string, event: SentryEvent, { tags }: GroupingConfig): string {
  const value = tags === 'all' ? eventTags(event).get(key) : event.tags?.find(([name]) => name === key)?.[1];
  return value || `<no-value-for-tag-${key}>`;
}
