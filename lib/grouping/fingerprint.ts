import type { SentryEvent } from '../protocol/event.ts';
import { fingerprintVariable } from './fingerprint-variable.ts';
import { parameterize } from './parameterize.ts';

/** A fingerprint with its variables filled in. `undefined` stands for `{{ default }}`: what Allim finds itself. */
export type Fingerprint = readonly (string | undefined)[];

/** What the client asked for, or `undefined` when that is just the default. */
export function clientFingerprint(event: SentryEvent): Fingerprint | undefined {
  const values = event.fingerprint ?? [];
  if (values.every(value => variableIn(value) === 'default') && values.length < 2) return undefined;
  return values.map(value => resolve(value, event));
}

function resolve(value: string, event: SentryEvent): string | undefined {
  const variable = variableIn(value);
  if (variable === 'default') return undefined;
  const resolved = variable === undefined ? value : fingerprintVariable(variable, event);
  // Somebody who groups by the message does not mean the numbers in it.
  return isMessage(resolved, event) ? parameterize(resolved) : resolved;
}

const VARIABLE_START = '{{';
const VARIABLE_END = '}}';

/** `{{ tags.shop }}` → `tags.shop`; only a value that is nothing but a variable is one. */
function variableIn(value: string): string | undefined {
  const text = value.trim();
  if (!text.startsWith(VARIABLE_START) || !text.endsWith(VARIABLE_END)) return undefined;
  const name = text.slice(VARIABLE_START.length, -VARIABLE_END.length).trim();
  return name === '' || /\s/.test(name) ? undefined : name;
}

const isMessage = (value: string, { logentry, exception }: SentryEvent): boolean =>
  value === logentry?.formatted || value === logentry?.message || value === exception?.values.at(-1)?.value;
