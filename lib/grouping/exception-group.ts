import type { Exception, SentryEvent } from '../protocol/event.ts';
import { contributingValues } from './component.ts';
import { exceptionComponents } from './components/exception.ts';
import { type ExceptionTree, exceptionTree } from './exception-tree.ts';
import type { GroupingRules } from './grouping-rules.ts';

/** What is left of a chain for grouping, and the exception that stands for it in a title. */
export interface GroupedExceptions {
  readonly kept: readonly Exception[];
  readonly main?: Exception;
}

/**
 * A group says "several things failed", in an order and a number that vary from run to run. So it counts as the
 * distinct things in it: one of them alone stands for the whole, of several each is taken once, beside the group.
 */
export function groupedExceptions(event: SentryEvent, rules: GroupingRules): GroupedExceptions {
  const all = event.exception?.values ?? [];
  const tree = all.length > 1 && !groupsAreSplitBySdk(event) ? exceptionTree(all) : undefined;
  if (tree === undefined) return { kept: all };
  const [main, ...others] = distinctTopLevel(tree, event, rules);
  if (main === undefined) return { kept: all };
  if (others.length > 0) return { kept: [main, ...others, tree.root] };
  const path = firstPath(tree, main);
  const isListed = rules.config.chainOrder === 'as listed';
  return { kept: isListed ? all.filter(exception => path.has(exception)) : [...path], main };
}

/** From its third major version on, the Python SDK sends the exceptions so that all of them count. */
function groupsAreSplitBySdk({ platform, sdk }: SentryEvent): boolean {
  return platform === 'python' && Number.parseInt(sdk?.version ?? '', 10) >= 3;
}

/** What is the same has the same type, and so mostly comes together. */
function distinctTopLevel(tree: ExceptionTree, event: SentryEvent, rules: GroupingRules): Exception[] {
  const topLevel = topLevelExceptions(tree);
  if (topLevel.length < 2) return topLevel;
  const { sameInGroup, oncePerGroup } = rules.config;
  const keyOf = sameInGroup === 'all' ? seenOf : countedOf;
  const keyed = topLevel.sort(byTypeDescending).map((exception): Keyed => [keyOf(exception, event, rules), exception]);
  return oncePerGroup === 'neighbors' ? unlikeTheOneBefore(keyed) : oneOfEachKind(keyed);
}

type Keyed = readonly [key: string, exception: Exception];

const unlikeTheOneBefore = (keyed: readonly Keyed[]): Exception[] =>
  keyed.filter(([key], i) => key !== keyed[i - 1]?.[0]).map(([, exception]) => exception);

function oneOfEachKind(keyed: readonly Keyed[]): Exception[] {
  const first = new Map<string, Exception>();
  for (const [key, exception] of keyed) if (!first.has(key)) first.set(key, exception);
  return [...first.values()];
}

type KeyOf = (exception: Exception, event: SentryEvent, rules: GroupingRules) => string;

const seenOf: KeyOf = (exception, event, rules) =>
  JSON.stringify(exceptionComponents(exception, event, { ...rules, explain: true }));

const countedOf: KeyOf = (exception, event, rules) =>
  contributingValues(exceptionComponents(exception, event, rules).app).join('');

/** The first ones below the root, and below groups in groups, that are no group themselves. */
function topLevelExceptions(tree: ExceptionTree): Exception[] {
  const found: Exception[] = [];
  const seen = new Set<Exception>();
  const open = [tree.root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (!next.mechanism?.is_exception_group) found.push(next);
    else open.push(...tree.childrenOf(next).toReversed());
  }
  return found;
}

/** An exception, its first cause, the first cause of that … */
function firstPath(tree: ExceptionTree, from: Exception): Set<Exception> {
  const path = new Set<Exception>();
  for (let next: Exception | undefined = from; next !== undefined && !path.has(next); next = tree.childrenOf(next)[0]) {
    path.add(next);
  }
  return path;
}

function byTypeDescending(a: Exception, b: Exception): number {
  const [left, right] = [a.type ?? '', b.type ?? ''];
  if (left === right) return 0;
  return left < right ? 1 : -1;
}
