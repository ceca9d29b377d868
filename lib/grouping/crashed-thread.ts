import type { SentryEvent, Thread } from '../protocol/event.ts';

/** The one thread that an event is about, when it is plain which: the crashed one, the current one, or the only one. */
export function crashedThread(event: SentryEvent): Thread | undefined {
  const threads = event.threads?.values ?? [];
  return (
    only(threads.filter(thread => thread.crashed)) ?? only(threads.filter(thread => thread.current)) ?? only(threads)
  );
}

const only = (threads: readonly Thread[]): Thread | undefined => (threads.length === 1 ? threads[0] : undefined);
