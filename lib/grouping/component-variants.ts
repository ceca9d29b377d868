import type { SentryEvent } from '../protocol/event.ts';
import { branch, type Component, excluded } from './component.ts';
import { STRATEGIES } from './strategies/in-order.ts';
import type { VariantName } from './strategy.ts';

/** Those that see less but better come first: an issue is looked up by their hash first. */
const NAMES: readonly VariantName[] = ['app', 'default', 'system'];

/** The tree of each variant, with every strategy that was tried up to the one that decided. */
export function componentVariants(event: SentryEvent): Map<VariantName, Component> {
  const tried = new Map<VariantName, Component[]>();
  for (const strategy of STRATEGIES) {
    const found = strategy(event) ?? {};
    for (const name of NAMES) if (found[name]) tried.set(name, [...(tried.get(name) ?? []), found[name]]);
    if (NAMES.some(name => found[name]?.contributes)) break;
  }
  return preferStacktraces(inOrder(tried));
}

const inOrder = (tried: ReadonlyMap<VariantName, Component[]>): Map<VariantName, Component> =>
  new Map(NAMES.filter(name => tried.has(name)).map(name => [name, branch(name, tried.get(name) ?? [])]));

/** A variant whose frames all dropped out would group by the bare type: worse than not at all. */
function preferStacktraces(variants: Map<VariantName, Component>): Map<VariantName, Component> {
  if (![...variants.values()].some(hasStacktrace)) return variants;
  const chosen = ([name, component]: [VariantName, Component]): [VariantName, Component] =>
    component.contributes && !hasStacktrace(component)
      ? [name, excluded(component, 'the variant with a stack trace takes precedence')]
      : [name, component];
  return new Map([...variants].map(chosen));
}

function hasStacktrace(component: Component): boolean {
  if (!component.contributes) return false;
  if (component.id === 'stacktrace') return true;
  return component.values.some(value => typeof value !== 'string' && hasStacktrace(value));
}
