import type { Exception, Frame, Mechanism, SentryEvent, Thread } from '../../protocol/event.ts';
import { isObject } from '../../protocol/json.ts';
import { functionName } from '../function-name.ts';
import { isJavascript, isNative, platformOf } from '../platform.ts';
import type { ErrorField, PatternField } from './rule.ts';

export type Family = 'javascript' | 'native' | 'other';

/** A frame as rules see it. */
export interface RuleFrame {
  readonly names: Readonly<Record<PatternField, string | undefined>>;
  readonly family: Family;
  category: string | undefined;
  /** `undefined`: nobody has said. */
  inApp: boolean | undefined;
  /** The last rule that said so. */
  markedBy?: string;
}

/** What the exception of a stack says of itself. */
export type RuleError = { readonly [field in ErrorField]?: string | undefined };

/** A stack as rules see it, oldest frame first. */
export interface RuleStack {
  readonly frames: readonly RuleFrame[];
  readonly error: RuleError;
  readonly budget: StepBudget;
}

/** What is left of the steps that patterns may take which have to be walked. Below 0 they count as not matched. */
export interface StepBudget {
  steps: number;
}

/** For all stacks of an event together, and for one that is looked at alone: some tenths of a second. */
const MAX_STEPS = 1_000_000;

export const stepBudget = (): StepBudget => ({ steps: MAX_STEPS });

export function ruleFrame(frame: Frame, event: SentryEvent): RuleFrame {
  const platform = platformOf(frame, event);
  return {
    names: {
      function: functionName(frame, platform),
      module: frame.module,
      package: asPath(frame.package),
      path: asPath(frame.abs_path || frame.filename),
    },
    family: isJavascript(platform) ? 'javascript' : isNative(platform) ? 'native' : 'other',
    category: isObject(frame.data) ? text(frame.data.category) : undefined,
    inApp: frame.in_app,
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function asPath(path: string | undefined): string | undefined {
  const lower = path?.toLowerCase();
  return lower?.includes('\\') ? lower.replaceAll('\\', '/') : lower;
}

/** `owner`: what the stack belongs to. Threads say nothing. */
export function ruleError(owner: Exception | Thread | undefined): RuleError {
  if (owner === undefined) return {};
  const { type, value, mechanism } = owner;
  return { type: text(type), value: text(value), mechanism: isMechanism(mechanism) ? mechanism.type : undefined };
}

const isMechanism = (value: unknown): value is Mechanism =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
