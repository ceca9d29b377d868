/**
 * One node of the explanation of a hash. The hash is made of the leaves that contribute, in order;
 * the others stay in the tree with the reason, so that a person can see why two events are one issue.
 * Ids and hints are those that Sentry's clients know.
 */
export interface Component {
  readonly id: string;
  readonly contributes: boolean;
  readonly values: readonly (string | number | Component)[];
  /** What was changed of it, or why it does not contribute, where that is not plain from the empty `values`. */
  readonly hint?: string;
}

/** Contributes when there is a value. */
export const leaf = (id: string, value: string | undefined | null, hint?: string): Component => ({
  id,
  contributes: Boolean(value),
  values: value ? [value] : [],
  ...(value && hint ? { hint } : {}),
});

/** A number is shown as one, and counts as it is written; 0 is a value, too. */
export const numberLeaf = (id: string, value: number): Component => ({ id, contributes: true, values: [value] });

/** Whether a value of a component is one itself. */
export const isComponent = (value: string | number | Component): value is Component => typeof value === 'object';

/** There is a value, and a reason not to use it. */
export const ignored = (id: string, value: string | undefined | null, hint: string): Component => ({
  id,
  contributes: false,
  values: value ? [value] : [],
  hint,
});

/** Contributes when one of its parts does. */
export const branch = (id: string, values: readonly Component[]): Component => ({
  id,
  contributes: values.some(value => value.contributes),
  values,
});

/** The same node, taken out of the hash. */
export const excluded = (component: Component, hint: string): Component => ({ ...component, contributes: false, hint });

/** The leaves that make the hash, in order. */
export function contributingValues(component: Component, into: string[] = []): string[] {
  if (!component.contributes) return into;
  for (const value of component.values) {
    if (isComponent(value)) contributingValues(value, into);
    else into.push(String(value));
  }
  return into;
}
