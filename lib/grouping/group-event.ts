import type { SentryEvent } from '../protocol/event.ts';
import { checksumVariant } from './checksum.ts';
import { type Component, contributingValues } from './component.ts';
import { componentVariants, type VariantOptions } from './component-variants.ts';
import { DEFAULT_RULES } from './default-rules.ts';
import { type Fingerprint, resolveFingerprint } from './fingerprint.ts';
import { matchedRule } from './fingerprint-rules/apply-fingerprint-rules.ts';
import type { GroupingRules } from './grouping-rules.ts';
import { hashValues } from './hash-values.ts';
import type { Variant } from './variant.ts';

export interface Grouping {
  /** The version that made the hashes. */
  readonly config: string;
  /** MD5, lower-case hex, at least one. An event belongs to the issue that owns any of them; the first is the best. */
  readonly hashes: string[];
  /** How the hashes came about, by variant. */
  readonly variants: Readonly<Record<string, Variant>>;
}

/**
 * Which issue an event belongs to, and why. Same event, same answer.
 *
 * @param event to which the rules were applied: apply-rules.ts
 */
export function groupEvent(
  event: SentryEvent,
  rules: GroupingRules = DEFAULT_RULES,
  options: VariantOptions = {},
): Grouping {
  const variants = withoutRepeatedSystem(chooseVariants(event, rules, options));
  const hashes = Object.values(variants).flatMap(variant => variant.hash ?? []);
  return { config: rules.config.id, hashes, variants };
}

type Variants = Record<string, Variant>;

function chooseVariants(event: SentryEvent, rules: GroupingRules, options: VariantOptions): Variants {
  const found = componentVariants(event, rules, options);
  if (event.checksum) {
    return { ...overridden(found, 'ignored because checksum takes precedence'), ...checksumVariant(event.checksum) };
  }
  const fingerprint = resolveFingerprint(event, rules.config);
  if (fingerprint !== undefined && !fingerprint.includes(undefined)) return custom(found, fingerprint, event);
  const variants = Object.fromEntries([...found].map(([name, component]) => [name, hashed(component, fingerprint)]));
  if ([...found.values()].some(component => component.contributes)) return variants;
  const isSalted = rules.config.fallback === 'fingerprint';
  return { ...variants, fallback: fallbackVariant(isSalted ? fingerprint : undefined) };
}

function custom(found: ReadonlyMap<string, Component>, fingerprint: Fingerprint, event: SentryEvent): Variants {
  const rule = matchedRule(event);
  const type = rule?.isBuiltIn ? 'built_in_fingerprint' : 'custom_fingerprint';
  const source = rule?.isBuiltIn ? 'built-in' : rule ? 'custom server' : 'custom client';
  const values = shown(fingerprint);
  return {
    ...overridden(found, `ignored because ${source} fingerprint takes precedence`),
    [type]: { type, contributes: true, hash: salted([], fingerprint), values },
  };
}

const overridden = (found: ReadonlyMap<string, Component>, hint: string): Variants =>
  Object.fromEntries(
    [...found].map(([name, component]) => [name, { type: 'component', contributes: false, hint, component }]),
  );

function hashed(component: Component, fingerprint: Fingerprint | undefined): Variant {
  const type = fingerprint === undefined ? 'component' : 'salted_component';
  const given = fingerprint === undefined ? {} : { values: shown(fingerprint) };
  if (!component.contributes) {
    return { type, contributes: false, ...(component.hint && { hint: component.hint }), component, ...given };
  }
  return { type, contributes: true, hash: salted(contributingValues(component), fingerprint), component, ...given };
}

const fallbackVariant = (fingerprint: Fingerprint | undefined): Variant => ({
  type: 'fallback',
  contributes: true,
  hash: salted([], fingerprint),
});

const salted = (values: readonly string[], fingerprint: Fingerprint | undefined): string =>
  hashValues(fingerprint === undefined ? values : fingerprint.flatMap(part => part ?? values));

const shown = (fingerprint: Fingerprint): string[] => fingerprint.map(part => part ?? '{{ default }}');

function withoutRepeatedSystem(variants: Variants): Variants {
  const { app, system } = variants;
  if (!app?.hash || app.hash !== system?.hash) return variants;
  const { hash: _hash, ...rest } = system;
  return {
    ...variants,
    system: { ...rest, contributes: false, hint: 'ignored because hash matches app variant' },
  };
}
