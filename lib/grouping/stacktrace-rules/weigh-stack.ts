import { forMatchingRules } from './matching-rules.ts';
import { reached } from './reach.ts';
import type { RuleAction } from './rule.ts';
import type { CompiledRule } from './rule-set.ts';
import type { RuleStack } from './stack.ts';
import type { StacktraceRules } from './stacktrace-rules.ts';

/** What a frame is worth for the hash, and the rule that said so, if one did. */
export interface FrameWeight {
  contributes: boolean;
  hint?: string;
}

export interface StackWeight {
  readonly frames: FrameWeight[];
  /** Why the stack as a whole is not used, although frames of it would contribute. */
  discarded?: string;
  /** The newest frame is to come first. */
  inverted: boolean;
}

/** The last rule that set a number of frames. */
interface Bound {
  readonly frames: number;
  readonly rule: CompiledRule;
}

/** A rule that says what frames are worth, and the places of the frames that it is about. */
export interface WeighingRule {
  readonly rule: CompiledRule;
  readonly places: readonly number[];
}

/** The rules to weigh a stack by, in their order. They hold for every way to see the stack. */
export function weighingRules(stack: RuleStack, { sets }: StacktraceRules): WeighingRule[] {
  const found: WeighingRule[] = [];
  for (const set of sets) forMatchingRules(set, stack, weighs, (rule, places) => found.push({ rule, places }));
  return found;
}

/** Which frames, by place, a rule can bring back. */
type Eligible = (place: number) => boolean;

const ANY: Eligible = () => true;

/** Lets the rules decide which frames contribute: `contributes` is what is known without them. */
export function weighStack(
  contributes: readonly boolean[],
  rules: readonly WeighingRule[],
  eligible: Eligible = ANY,
): StackWeight {
  const weight: StackWeight = { frames: contributes.map(value => ({ contributes: value })), inverted: false };
  const bounds: Bounds = {};
  for (const { rule, places } of rules) {
    for (const place of places)
      for (const action of rule.actions) regroup(action, rule, place, weight.frames, eligible);
    for (const action of rule.actions) setState(action, rule, weight, bounds);
  }
  if (bounds.max !== undefined && bounds.max.frames > 0) keepNewest(weight.frames, bounds.max);
  if (bounds.min !== undefined) discardShort(weight, bounds.min);
  return weight;
}

interface Bounds {
  max?: Bound;
  min?: Bound;
}

function setState(action: RuleAction, rule: CompiledRule, weight: StackWeight, bounds: Bounds): void {
  if (action.kind === 'max-frames') bounds.max = { frames: action.value, rule };
  else if (action.kind === 'min-frames') bounds.min = { frames: action.value, rule };
  else if (action.kind === 'invert-stacktrace') weight.inverted = action.value;
}

const weighs = ({ actions }: CompiledRule): boolean =>
  actions.some(({ kind }) => kind !== 'app' && kind !== 'category');

const by = (rule: CompiledRule): string => `by stack trace rule (${rule.text})`;

function regroup(
  action: RuleAction,
  rule: CompiledRule,
  place: number,
  frames: readonly FrameWeight[],
  eligible: Eligible,
): void {
  if (action.kind !== 'group') return;
  const [from, to] = reached(action.reach, place, frames.length);
  for (let at = from; at < to; at++) {
    const frame = frames[at];
    if (frame === undefined || frame.contributes === action.value) continue;
    if (action.value && !eligible(at)) continue;
    frame.contributes = action.value;
    frame.hint = `${action.value ? 'un-ignored' : 'ignored'} ${by(rule)}`;
  }
}

function keepNewest(frames: readonly FrameWeight[], { frames: max, rule }: Bound): void {
  const considered = max === 1 ? '1 frame is considered' : `${max} frames are considered`;
  let kept = 0;
  for (const frame of frames.toReversed()) {
    if (!frame.contributes || ++kept <= max) continue;
    frame.contributes = false;
    frame.hint = `ignored because only ${considered} ${by(rule)}`;
  }
}

function discardShort(weight: StackWeight, { frames: min, rule }: Bound): void {
  const count = weight.frames.filter(frame => frame.contributes).length;
  if (count === 0 || count >= min) return;
  const contains = count === 1 ? '1 frame' : `${count} frames`;
  weight.discarded = `discarded because stack trace only contains ${contains} which is under the configured threshold ${by(rule)}`;
}
