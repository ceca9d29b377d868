import type { SentryEvent } from '../protocol/event.ts';
import type { GroupingConfig } from './config.ts';
import { fingerprintVariable, isMessageVariable, messageOf } from './fingerprint-variable.ts';

/** A fingerprint with its variables filled in. `undefined` stands for `{{ default }}`: what Allim finds itself. */
export type Fingerprint = readonly (string | undefined)[];

/** What the client or a rule asked for, or `undefined` when that is just the default. */
export function resolveFingerprint(event: SentryEvent, config: GroupingConfig): Fingerprint | undefined {
  const values = event.fingerprint ?? [];
  if (isDefault(values)) return undefined;
  return values.map(value => resolve(value, event, config));
}

/** Asks for nothing but what Allim finds itself. */
export const isDefault = (values: readonly string[]): boolean =>
  values.length < 2 && values.every(value => variableIn(value) === 'default');

function resolve(value: string, event: SentryEvent, config: GroupingConfig): string | undefined {
  const variable = variableIn(value);
  if (variable === 'default') return undefined;
  const resolved = variable === undefined ? value : fingerprintVariable(variable, event, config);
  const isMessage = config.messages === 'messages' ? isMeantAsMessage : readsAsMessage;
  // Somebody who groups by the message does not mean the numbers in it.
  return isMessage(resolved, variable, event) ? config.parameterize(resolved) : resolved;
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

/** A variable that stands for a message, or one of the messages put in by the client. */
const isMeantAsMessage = (value: string, variable: string | undefined, event: SentryEvent): boolean =>
  variable === undefined ? isOneOfMessages(value, event) : isMessageVariable(variable);

const isOneOfMessages = (value: string, { logentry, exception }: SentryEvent): boolean =>
  value === logentry?.message ||
  value === logentry?.formatted ||
  exception?.values.some(one => one.value === value) === true;

const readsAsMessage = (value: string, _variable: string | undefined, event: SentryEvent): boolean =>
  value === event.logentry?.message || value === event.exception?.values.at(-1)?.value || value === messageOf(event);

/** Names in a title are few and short; what is longer is text. */
const VARIABLE_IN_TEXT = /\{\{\s{0,8}([^\s{}]{1,200})\s{0,8}\}\}/g;

/** `Order {{ tags.shop }} failed` with its variables filled in. What varies in them stays. */
export const fillTitle = (title: string, event: SentryEvent, config: GroupingConfig): string =>
  title.replace(VARIABLE_IN_TEXT, (_all, name: string) => fingerprintVariable(name, event, config));
