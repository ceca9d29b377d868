import { type Component, isComponent } from './component.ts';

/**
 * By what a variant groups, or would group if nothing came before it, as Sentry's API names it: `exception_stacktrace`.
 *
 * @param root of the variant
 * @param other the root of the variant that sees the same stack: frames that count there are there to be had
 */
export function groupingMethod(root: Component, other?: Component): string {
  const parts = partsOf(root);
  const part = parts.find(({ contributes }) => contributes) ?? parts[0];
  if (part === undefined) return root.id;
  const twin = other && partsOf(other).find(({ id }) => id === part.id);
  return methodOf(part, twin === undefined ? [part] : [part, twin]);
}

const partsOf = ({ values }: Component): Component[] => values.filter(isComponent);

function methodOf(part: Component, seen: readonly Component[]): string {
  switch (part.id) {
    case 'exception':
    case 'chained_exception':
      return exceptionMethod(part, seen);
    case 'threads':
      return 'thread_stacktrace';
    case 'csp':
      return has(part, 'violation') ? 'csp_local_script_violation' : 'csp_url';
    default:
      return part.id;
  }
}

function exceptionMethod(part: Component, seen: readonly Component[]): string {
  if (seen.some(one => has(one, 'stacktrace'))) return `${part.id}_stacktrace`;
  if (has(part, 'value')) return `${part.id}_message`;
  if (has(part, 'ns_error')) return part.id.replace('exception', 'ns_error');
  return has(part, 'type') ? `${part.id}_type` : part.id;
}

/** Whether a part of that kind counts by itself, whatever stands above it. */
const has = (component: Component, id: string): boolean =>
  component.values.some(value => isComponent(value) && ((value.id === id && value.contributes) || has(value, id)));
