import type { Exception, SentryEvent } from '../../protocol/event.ts';
import { isObject, type Json } from '../../protocol/json.ts';
import { branch, type Component, ignored, leaf } from '../component.ts';
import { messageComponent } from './message.ts';
import { stacktraceComponents } from './stacktrace.ts';

export interface ExceptionComponents {
  readonly app: Component;
  /** Absent without a stack trace: there is nothing to see it twice by. */
  readonly system?: Component;
}

export function exceptionComponents(exception: Exception, event: SentryEvent): ExceptionComponents {
  if (!exception.stacktrace) return { app: assemble(exception, leaf('stacktrace', undefined)) };
  const { app, system } = stacktraceComponents(exception.stacktrace, event);
  return { app: assemble(exception, app), system: assemble(exception, system) };
}

function assemble(exception: Exception, stacktrace: Component): Component {
  const nsError = nsErrorComponent(exception);
  return branch('exception', [
    typeComponent(exception),
    valueComponent(exception, nsError, stacktrace),
    ...(nsError ? [nsError] : []),
    stacktrace,
  ]);
}

const typeComponent = ({ type, mechanism }: Exception): Component =>
  mechanism?.synthetic ? ignored('type', type, 'the type of a synthetic exception is made up') : leaf('type', type);

/** The value is the part of an exception that varies most, so it counts only where nothing better is there. */
function valueComponent({ value }: Exception, nsError: Component | undefined, stacktrace: Component): Component {
  if (!value) return leaf('value', undefined);
  if (stacktrace.contributes) return ignored('value', value, 'the stack trace takes precedence');
  if (nsError?.contributes) return ignored('value', value, 'domain and code take precedence');
  return messageComponent('value', value);
}

function nsErrorComponent({ mechanism }: Exception): Component | undefined {
  const error = mechanism?.meta?.ns_error;
  if (!isObject(error)) return undefined;
  return branch('ns-error', [leaf('domain', scalar(error.domain)), leaf('code', scalar(error.code))]);
}

const scalar = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
