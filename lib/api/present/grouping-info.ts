import { type Component, isComponent } from '../../grouping/component.ts';
import { componentName } from '../../grouping/component-name.ts';
import { isDefault } from '../../grouping/fingerprint.ts';
import { clientFingerprint, matchedRule } from '../../grouping/fingerprint-rules/apply-fingerprint-rules.ts';
import type { Grouping } from '../../grouping/group-event.ts';
import { groupingMethod } from '../../grouping/grouping-method.ts';
import type { Variant } from '../../grouping/variant.ts';
import type { SentryEvent } from '../../protocol/event.ts';
import type { ComponentJson, GroupingInfoJson, VariantJson } from '../contract/grouping-info.ts';

/** @param known the hashes that led the event to its issue */
export const presentGroupingInfo = (
  { config, variants }: Grouping,
  event: SentryEvent,
  known: ReadonlySet<string>,
): GroupingInfoJson => ({
  grouping_config: config,
  variants: Object.fromEntries(
    Object.entries(variants).map(([name, variant]) => {
      const presented = presentVariant(variant, named(name, variant, variants), event, known);
      return [presented.key, presented];
    }),
  ),
});

interface VariantNames {
  readonly key: string;
  readonly description: string;
}

const presentVariant = (
  variant: Variant,
  names: VariantNames,
  event: SentryEvent,
  known: ReadonlySet<string>,
): VariantJson => ({
  ...names,
  // Allim's own fingerprints are fingerprints as any; their key tells them apart.
  type: variant.type === 'built_in_fingerprint' ? 'custom_fingerprint' : variant.type,
  hash: variant.hash ?? null,
  hint: variant.hint ?? null,
  contributes: variant.contributes,
  hashMismatch: variant.hash !== undefined && !known.has(variant.hash),
  ...(variant.component && { component: presentComponent(variant.component) }),
  ...(variant.values && variant.type !== 'hashed_checksum' && presentFingerprint(variant.values, event)),
});

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ['built_in_fingerprint', 'Sentry-defined fingerprint'],
  ['custom_fingerprint', 'custom fingerprint'],
  ['checksum', 'checksum'],
  ['hashed_checksum', 'hashed checksum'],
  ['exception_stacktrace', 'exception stacktrace'],
  ['exception_message', 'exception message'],
  ['exception_type', 'exception type'],
  ['ns_error', 'NSError'],
  ['chained_exception', 'chained exceptions'],
  ['chained_exception_stacktrace', 'chained exception stacktraces'],
  ['chained_exception_message', 'chained exception messages'],
  ['chained_exception_type', 'chained exception types'],
  ['chained_ns_error', 'chained NSErrors'],
  ['thread_stacktrace', 'thread stacktrace'],
  ['csp_local_script_violation', 'directive and script violation'],
  ['csp_url', 'directive and URL'],
  ['hpkp', 'public key pinning report'],
  ['expect_ct', 'Expect-CT report'],
  ['expect_staple', 'Expect-Staple report'],
]);

const HYBRID = '_hybrid_fingerprint';

/** `app_exception_stacktrace`: what it sees and what it goes by. */
function named(name: string, { type, component }: Variant, { app, system }: Grouping['variants']): VariantNames {
  if (component === undefined) return { key: name, description: DESCRIPTIONS.get(name) ?? name };
  const other = name === 'app' ? system?.component : name === 'system' ? app?.component : undefined;
  const method = groupingMethod(component, other);
  const description = DESCRIPTIONS.get(method) ?? method;
  const isHybrid = type === 'salted_component';
  return {
    key: `${name === 'default' ? '' : `${name}_`}${method}${isHybrid ? HYBRID : ''}`,
    description:
      (name === 'app' && method.endsWith('stacktrace') ? 'in-app ' : '') +
      description +
      (isHybrid ? ' and custom fingerprint' : ''),
  };
}

const presentComponent = (component: Component): ComponentJson => ({
  id: component.id,
  name: componentName(component) ?? null,
  contributes: component.contributes,
  hint: component.hint ?? null,
  values: component.values.map(value => (isComponent(value) ? presentComponent(value) : value)),
});

const presentFingerprint = (
  values: readonly string[],
  event: SentryEvent,
): Pick<VariantJson, 'values' | 'client_values' | 'matched_rule'> => {
  const client = clientFingerprint(event);
  const rule = matchedRule(event);
  return {
    values,
    ...(client.length > 0 && !isDefault(client) && { client_values: client }),
    ...(rule && { matched_rule: rule.text }),
  };
};
