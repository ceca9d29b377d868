import type { SentryEvent } from '../protocol/event.ts';
import type { Sender } from './filter.ts';

/** What a condition on the outermost level is about. */
export interface Subject {
  event: SentryEvent;
  sender: Sender;
}

/** The value of a field, `undefined` where it is not there. */
export type ReadField<S> = (subject: S) => unknown;

/** `event.…` or `envelope.client_ip`; any other name is a field that is never there. */
export const readFieldOf = (name: string): ReadField<Subject> => {
  if (name === 'envelope.client_ip') return ({ sender }) => sender.clientIp;
  const [root, ...steps] = splitPath(name);
  if (root !== 'event') return () => undefined;
  const path = expand(steps);
  return ({ event }) => walk(event, path);
};

/** A field of a list's element. */
export const readFieldOfElement = (name: string): ReadField<unknown> => {
  const path = splitPath(name).map(step => (step === 'ty' ? 'type' : step));
  return element => walk(element, path);
};

/** At dots that have no backslash before them. */
const splitPath = (name: string): string[] => {
  const steps = [''];
  for (let at = 0; at < name.length; at++) {
    if (name[at] === '.') steps.push('');
    else {
      if (name[at] === '\\' && name[at + 1] === '.') at++;
      steps[steps.length - 1] += name[at] ?? '';
    }
  }
  return steps;
};

/** Sentry's short names of what stands elsewhere in the payload. */
const expand = ([first = '', ...rest]: string[]): string[] => {
  if (first === 'exceptions') return ['exception', 'values', ...rest];
  if (first === 'message' && rest.length === 0) return ['logentry', 'formatted'];
  return [first, ...rest];
};

const walk = (root: unknown, path: readonly string[]): unknown => {
  let value = root;
  for (const [place, step] of path.entries()) {
    value = Array.isArray(value) ? pairValue(value, step, path[place - 1]) : ownValue(value, step);
    if (value === undefined || value === null) return undefined;
  }
  return value;
};

const ownValue = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? // What an object has of its own can be read by its name.
      (value as Record<string, unknown>)[name]
    : undefined;

/** Tags, headers and the like are pairs. Names of headers have no case. */
const pairValue = (pairs: readonly unknown[], name: string, of: string | undefined): unknown => {
  const fold = (text: string): string => (of === 'headers' ? text.toLowerCase() : text);
  const wanted = fold(name);
  const pair = pairs.find((one): one is unknown[] => Array.isArray(one) && fold(String(one[0])) === wanted);
  return pair?.[1];
};
