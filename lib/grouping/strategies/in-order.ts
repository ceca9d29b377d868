import type { Strategy } from '../strategy.ts';
import { cspStrategy } from './csp.ts';
import { exceptionsStrategy } from './exceptions.ts';
import { messageStrategy } from './message.ts';
import { stacktraceStrategy } from './stacktrace.ts';
import { templateStrategy } from './template.ts';
import { threadsStrategy } from './threads.ts';

/** The first one with something to contribute decides alone. */
export const STRATEGIES: readonly Strategy[] = [
  exceptionsStrategy,
  threadsStrategy,
  stacktraceStrategy,
  templateStrategy,
  cspStrategy,
  messageStrategy,
];
