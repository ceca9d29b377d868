import type { SentryEvent } from '../protocol/event.ts';
import { branch, type Component, excluded, isComponent } from './component.ts';
import type { GroupingRules } from './grouping-rules.ts';
import { STRATEGIES } from './strategies/in-order.ts';
import type { Strategy, StrategyComponents, VariantName } from './strategy.ts';

/** Those that see less but better come first: an issue is looked up by their hash first. */
const NAMES: readonly VariantName[] = ['app', 'default', 'system'];

export interface VariantOptions {
  /** For people: with what did not count, too. The hashes are the same, and come later. */
  readonly explain?: boolean;
}

/** The tree of each variant, with every strategy that was tried up to the one that decided; or with all, to explain. */
export function componentVariants(
  event: SentryEvent,
  rules: GroupingRules,
  { explain = false }: VariantOptions = {},
): Map<VariantName, Component> {
  const tried = new Map<VariantName, Component[]>();
  const task = explain ? { ...rules, explain } : rules;
  let decided: string | undefined;
  for (const strategy of STRATEGIES) {
    const found = strategy.components(event, task) ?? {};
    for (const name of NAMES) {
      const component = found[name];
      if (component) tried.set(name, [...(tried.get(name) ?? []), outranked(component, decided)]);
    }
    decided ??= decisionOf(strategy, found);
    if (decided !== undefined && !explain) break;
  }
  return preferStacktraces(inOrder(tried));
}

const outranked = (component: Component, by: string | undefined): Component =>
  by !== undefined && component.contributes ? excluded(component, by) : component;

/** Why what follows does not count, as soon as something does. */
function decisionOf({ name }: Strategy, found: StrategyComponents): string | undefined {
  const variants = NAMES.filter(variant => found[variant]?.contributes);
  if (variants.length === 0) return undefined;
  const what = variants.includes('default') ? name : `${name} of ${variants.join('/')}`;
  return `ignored because ${what} take${name.endsWith('s') ? '' : 's'} precedence`;
}

const inOrder = (tried: ReadonlyMap<VariantName, Component[]>): Map<VariantName, Component> =>
  new Map(NAMES.filter(name => tried.has(name)).map(name => [name, branch(name, tried.get(name) ?? [])]));

/** A variant whose frames all dropped out would group by the bare type: worse than not at all. */
function preferStacktraces(variants: Map<VariantName, Component>): Map<VariantName, Component> {
  const better = NAMES.find(name => hasStacktrace(variants.get(name)));
  if (better === undefined) return variants;
  const hint = `ignored because this variant does not have a contributing stacktrace, but the ${better} variant does`;
  const chosen = ([name, component]: [VariantName, Component]): [VariantName, Component] =>
    component.contributes && !hasStacktrace(component) ? [name, excluded(component, hint)] : [name, component];
  return new Map([...variants].map(chosen));
}

function hasStacktrace(component: Component | undefined): boolean {
  if (!component?.contributes) return false;
  if (component.id === 'stacktrace') return true;
  return component.values.some(value => isComponent(value) && hasStacktrace(value));
}
