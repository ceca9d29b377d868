import type { Strategy } from '../strategy.ts';
import { cspStrategy } from './csp.ts';
import { exceptionsStrategy } from './exceptions.ts';
import { messageStrategy } from './message.ts';
import { securityStrategy } from './security.ts';
import { stacktraceStrategy } from './stacktrace.ts';
import { templateStrategy } from './template.ts';
import { threadsStrategy } from './threads.ts';

/** The first one with something to contribute decides alone. */
export const STRATEGIES: readonly Strategy[] = [
  { name: 'exception', components: exceptionsStrategy },
  { name: 'threads', components: threadsStrategy },
  { name: 'stacktrace', components: stacktraceStrategy },
  { name: 'template', components: templateStrategy },
  { name: 'csp', components: cspStrategy },
  { name: 'security report', components: securityStrategy },
  { name: 'message', components: messageStrategy },
];
