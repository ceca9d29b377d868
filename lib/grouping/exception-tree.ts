import type { Exception } from '../protocol/event.ts';

/** Who caused whom, as far as the SDK said so. */
export interface ExceptionTree {
  readonly root: Exception;
  /** In the order of their ids as sent: SDKs list the newest last. */
  childrenOf(exception: Exception): readonly Exception[];
}

const ROOT_ID = 0;

/** `undefined` when the ids are missing or contradict each other: then only the order of the list is known. */
export function exceptionTree(exceptions: readonly Exception[]): ExceptionTree | undefined {
  const byId = new Map<number, Exception>();
  const children = new Map<number, Exception[]>();
  for (const exception of exceptions.toReversed()) {
    const { exception_id: id, parent_id: parent } = exception.mechanism ?? {};
    if (typeof id !== 'number' || byId.has(id) || parent === id) return undefined;
    byId.set(id, exception);
    if (typeof parent === 'number') append(children, parent, exception);
  }
  const root = byId.get(ROOT_ID);
  return root && { root, childrenOf: exception => children.get(exception.mechanism?.exception_id ?? -1) ?? [] };
}

function append(lists: Map<number, Exception[]>, key: number, exception: Exception): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [exception]);
  else list.push(exception);
}
