import type { Exception, SentryEvent } from '../../protocol/event.ts';
import { isObject, type Json } from '../../protocol/json.ts';
import { branch, type Component, excluded, ignored, leaf, numberLeaf } from '../component.ts';
import type { GroupingTask } from '../grouping-rules.ts';
import { messageComponent } from './message.ts';
import { stacktraceComponents } from './stacktrace.ts';

export interface ExceptionComponents {
  readonly app: Component;
  /** Absent without a stack trace: there is nothing to see it twice by. */
  readonly system?: Component;
}

export function exceptionComponents(exception: Exception, event: SentryEvent, task: GroupingTask): ExceptionComponents {
  const parts = partsOf(exception, task);
  if (!exception.stacktrace) return { app: assemble(parts, leaf('stacktrace', undefined)) };
  const { app, system } = stacktraceComponents(exception.stacktrace, event, task, exception);
  return { app: assemble(parts, app), system: assemble(parts, system) };
}

/** What both variants have in common. */
interface Parts {
  readonly type: Component;
  /** To find what is constant in it takes longer than all else, and beside a stack only an explanation shows it. */
  readonly value: (stacktrace: Component) => Component;
  readonly nsError: Component | undefined;
}

function partsOf(exception: Exception, { config, explain = false }: GroupingTask): Parts {
  let made: Component | undefined;
  const make = (): Component =>
    exception.value ? messageComponent('value', exception.value, config) : leaf('value', undefined);
  return {
    type: typeComponent(exception),
    value: stacktrace => {
      if (stacktrace.contributes && !explain) return NOT_LOOKED_AT;
      made ??= make();
      return made;
    },
    nsError: nsErrorComponent(exception),
  };
}

const NOT_LOOKED_AT = leaf('value', undefined);

const assemble = ({ type, value, nsError }: Parts, stacktrace: Component): Component =>
  branch('exception', [
    type,
    unlessBetter(value(stacktrace), nsError, stacktrace),
    ...(nsError ? [nsError] : []),
    stacktrace,
  ]);

const typeComponent = ({ type, mechanism }: Exception): Component =>
  mechanism?.synthetic ? ignored('type', type, 'ignored because exception is synthetic') : leaf('type', type);

/** The value is the part of an exception that varies most, so it counts only where nothing better is there. */
function unlessBetter(value: Component, nsError: Component | undefined, stacktrace: Component): Component {
  if (!value.contributes) return value;
  if (stacktrace.contributes) return excluded(value, 'ignored because stacktrace takes precedence');
  return nsError?.contributes ? excluded(value, 'ignored because ns-error info takes precedence') : value;
}

function nsErrorComponent({ mechanism }: Exception): Component | undefined {
  const error = mechanism?.meta?.ns_error;
  if (!isObject(error)) return undefined;
  return branch('ns_error', [scalarLeaf('domain', error.domain), scalarLeaf('code', error.code)]);
}

const scalarLeaf = (id: string, value: Json | undefined): Component =>
  typeof value === 'number' ? numberLeaf(id, value) : leaf(id, typeof value === 'string' ? value : undefined);
