import { readRule } from '../read-rule.ts';
import { compileRuleSet } from '../rule-set.ts';
import type { StacktraceRules } from '../stacktrace-rules.ts';
import { EFFECT_RULES } from './effects.ts';
import { GENERIC_RULES } from './generic.ts';
import { JAVA_RULES } from './java.ts';
import { JAVASCRIPT_RULES } from './javascript.ts';
import { NATIVE_FUNCTION_RULES } from './native-functions.ts';
import { NATIVE_SDK_RULES } from './native-sdks.ts';
import { NATIVE_THROW_RULES } from './native-throws.ts';
import { PLACE_RULES } from './places.ts';
import { SDK_RULES } from './sdks.ts';
import { UNREAL_RULES } from './unreal.ts';
import { VENDOR_RULES } from './vendors.ts';

/** A later rule wins over an earlier one. */
export const BASE_RULE_TEXTS: readonly string[] = [
  PLACE_RULES,
  UNREAL_RULES,
  GENERIC_RULES,
  NATIVE_FUNCTION_RULES,
  NATIVE_THROW_RULES,
  JAVASCRIPT_RULES,
  JAVA_RULES,
  NATIVE_SDK_RULES,
  SDK_RULES,
  VENDOR_RULES,
  EFFECT_RULES,
];

const lines = BASE_RULE_TEXTS.flatMap(text => text.split('\n')).filter(line => line !== '' && !line.startsWith('#'));

/** The rules that every project has. They are a part of the grouping's version: a change of them moves issues. */
export const STACKTRACE_RULES: StacktraceRules = { sets: [compileRuleSet(lines.map(readRule))] };
