import type { Component } from './component.ts';

/** Those that people know, as Sentry's clients name them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['app', 'in-app'],
  ['exception', 'exception'],
  ['stacktrace', 'stacktrace'],
  ['threads', 'thread'],
  ['hostname', 'hostname'],
  ['violation', 'violation'],
  ['uri', 'URL'],
  ['message', 'message'],
  ['template', 'template'],
]);

export const componentName = ({ id }: Component): string | undefined => NAMES.get(id);
