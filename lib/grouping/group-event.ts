import type { SentryEvent } from '../protocol/event.ts';
import { checksumVariant } from './checksum.ts';
import { type Component, contributingValues } from './component.ts';
import { componentVariants } from './component-variants.ts';
import { GROUPING_CONFIG } from './config.ts';
import { clientFingerprint, type Fingerprint } from './fingerprint.ts';
import { hashValues } from './hash-values.ts';
import type { Variant } from './variant.ts';

export interface Grouping {
  /** The rules that made the hashes. */
  readonly config: string;
  /** MD5, lower-case hex, at least one. An event belongs to the issue that owns any of them; the first is the best. */
  readonly hashes: string[];
  /** How the hashes came about, by variant. */
  readonly variants: Readonly<Record<string, Variant>>;
}

/** Which issue an event belongs to, and why. Same event, same answer. */
export function groupEvent(event: SentryEvent): Grouping {
  const variants = withoutRepeatedSystem(chooseVariants(event));
  const hashes = Object.values(variants).flatMap(variant => variant.hash ?? []);
  return { config: GROUPING_CONFIG, hashes, variants };
}

type Variants = Record<string, Variant>;

function chooseVariants(event: SentryEvent): Variants {
  const found = componentVariants(event);
  if (event.checksum) {
    return { ...overridden(found, 'the checksum takes precedence'), checksum: checksumVariant(event.checksum) };
  }
  const fingerprint = clientFingerprint(event);
  if (fingerprint !== undefined && !fingerprint.includes(undefined)) {
    return { ...overridden(found, 'the fingerprint takes precedence'), custom_fingerprint: customVariant(fingerprint) };
  }
  const variants = Object.fromEntries([...found].map(([name, component]) => [name, hashed(component, fingerprint)]));
  return [...found.values()].some(component => component.contributes)
    ? variants
    : { ...variants, fallback: fallbackVariant(fingerprint) };
}

const overridden = (found: ReadonlyMap<string, Component>, hint: string): Variants =>
  Object.fromEntries(
    [...found].map(([name, component]) => [name, { type: 'component', contributes: false, hint, component }]),
  );

function hashed(component: Component, fingerprint: Fingerprint | undefined): Variant {
  const type = fingerprint === undefined ? 'component' : 'salted-component';
  const given = fingerprint === undefined ? {} : { values: shown(fingerprint) };
  if (!component.contributes) return { type, contributes: false, component, ...given };
  return { type, contributes: true, hash: salted(contributingValues(component), fingerprint), component, ...given };
}

const customVariant = (fingerprint: Fingerprint): Variant => ({
  type: 'custom-fingerprint',
  contributes: true,
  hash: salted([], fingerprint),
  values: shown(fingerprint),
});

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
    system: { ...rest, contributes: false, hint: 'the hash is the same as that of the app variant' },
  };
}
