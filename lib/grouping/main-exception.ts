import type { Exception, SentryEvent } from '../protocol/event.ts';
import { groupedExceptions } from './exception-group.ts';
import type { GroupingRules } from './grouping-rules.ts';

/** The exception to name an issue by: the last of the list, unless it only wraps what really went wrong. */
export function mainException(event: SentryEvent, rules: GroupingRules): Exception | undefined {
  const exceptions = event.exception?.values ?? [];
  if (exceptions.length < 2) return exceptions[0];
  const { kept, main } = groupedExceptions(event, rules);
  return reactCause(kept) ?? rxjavaCause(kept) ?? main ?? exceptions.at(-1);
}

const REACT_RECOVERED = [
  'There was an error during concurrent rendering but React was able to recover',
  'There was an error while hydrating but React was able to recover',
];

/** React 19 throws a note that it has recovered, with the error as its cause: what is deepest in it broke. */
function reactCause(chain: readonly Exception[]): Exception | undefined {
  const [wrapper] = chain;
  if (wrapper?.type !== 'Error' || !REACT_RECOVERED.some(text => wrapper.value?.startsWith(text))) return undefined;
  const deepest = chain.at(-1);
  return deepest?.mechanism?.source === 'cause' ? deepest : undefined;
}

const RXJAVA_MODULE = 'io.reactivex.rxjava3.exceptions';
const RXJAVA_WRAPPERS: ReadonlySet<string> = new Set([
  'CompositeException',
  'OnErrorNotImplementedException',
  'UndeliverableException',
]);

/** What nobody caught, and not what a program has caught and reported: there the wrapper says how it was caught. */
function rxjavaCause(chain: readonly Exception[]): Exception | undefined {
  const wrapper = chain.find(
    ({ module, type, mechanism }) =>
      module === RXJAVA_MODULE && RXJAVA_WRAPPERS.has(type ?? '') && mechanism?.type === 'UncaughtExceptionHandler',
  );
  const id = wrapper?.mechanism?.exception_id;
  return id === undefined ? undefined : chain.find(exception => exception.mechanism?.parent_id === id);
}
