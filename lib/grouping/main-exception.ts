import type { Exception, SentryEvent } from '../protocol/event.ts';
import { groupedExceptions } from './exception-group.ts';
import type { GroupingRules } from './grouping-rules.ts';

/** The exception to name an issue by: the last of the list, unless it only wraps what really went wrong. */
export function mainException(event: SentryEvent, rules: GroupingRules): Exception | undefined {
  const exceptions = event.exception?.values ?? [];
  if (exceptions.length < 2) return exceptions[0];
  return reactCause(exceptions) ?? rxjavaCause(exceptions) ?? groupedExceptions(event, rules).main ?? exceptions.at(-1);
}

const REACT_RECOVERED = [
  'There was an error during concurrent rendering but React was able to recover',
  'There was an error while hydrating but React was able to recover',
];

/** React 19 throws a note that it has recovered, with the error as its cause. */
function reactCause(exceptions: readonly Exception[]): Exception | undefined {
  const wrapper = exceptions.at(-1);
  if (wrapper?.type !== 'Error' || !REACT_RECOVERED.some(text => wrapper.value?.startsWith(text))) return undefined;
  return exceptions.findLast(exception => exception.mechanism?.source === 'cause');
}

const RXJAVA_MODULE = 'io.reactivex.rxjava3.exceptions';
const RXJAVA_WRAPPERS: ReadonlySet<string> = new Set([
  'CompositeException',
  'OnErrorNotImplementedException',
  'UndeliverableException',
]);

function rxjavaCause(exceptions: readonly Exception[]): Exception | undefined {
  const wrapper = exceptions.findLast(
    ({ module, type }) => module === RXJAVA_MODULE && RXJAVA_WRAPPERS.has(type ?? ''),
  );
  const id = wrapper?.mechanism?.exception_id;
  return id === undefined ? undefined : exceptions.findLast(exception => exception.mechanism?.parent_id === id);
}
