import type { Frame, SentryEvent } from '../protocol/event.ts';
import { crashFrame, crashStacktrace } from './crash-frame.ts';
import { functionName } from './function-name.ts';
import { platformOf } from './platform.ts';

const TAG_PREFIX = 'tags.';

/** The text of `{{ name }}`. What is missing reads `<no-…>`, so that it groups with its like. */
export function fingerprintVariable(name: string, event: SentryEvent): string {
  if (name.startsWith(TAG_PREFIX)) return tag(name.slice(TAG_PREFIX.length), event);
  switch (name) {
    case 'transaction':
      return event.transaction || '<no-transaction>';
    case 'message':
      return message(event) || '<no-message>';
    case 'type':
    case 'error.type':
      return event.exception?.values.at(-1)?.type || '<no-type>';
    case 'value':
    case 'error.value':
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

const message = ({ logentry, exception }: SentryEvent): string | undefined =>
  logentry?.formatted || logentry?.message || exception?.values.at(-1)?.value;

const tag = (key: string, event: SentryEvent): string =>
  event.tags?.find(([name]) => name === key)?.[1] || `<no-value-for-tag-${key}>`;
