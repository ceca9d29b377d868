import { type RuleFault, RuleSyntaxError } from './line-cursor.ts';
import { readRule } from './read-rule.ts';
import type { StacktraceRule } from './rule.ts';
import { compileRuleSet } from './rule-set.ts';
import type { StacktraceRules } from './stacktrace-rules.ts';

/** Characters of all rules of a project. Ours. */
export const MAX_RULES_CHARS = 65_536;
/** Rules of a project. Ours: each may be held against each frame. */
export const MAX_RULES = 1_000;

export type ParsedStacktraceRules =
  | { readonly rules: StacktraceRules; readonly fault?: undefined }
  | { readonly fault: RuleFault; readonly rules?: undefined };

/** Rules as people write them, one a line, or the first fault in them. docs/stacktrace-rules.md has the language. */
export function parseStacktraceRules(text: string): ParsedStacktraceRules {
  if (text.length > MAX_RULES_CHARS)
    return { fault: beyond(`The rules may have at most ${MAX_RULES_CHARS} characters.`) };
  const rules: StacktraceRule[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const read = readLine(line, index + 1);
    if (read === undefined) continue;
    if ('reason' in read) return { fault: read };
    if (rules.push(read) > MAX_RULES) return { fault: beyond(`There may be at most ${MAX_RULES} rules.`, index + 1) };
  }
  return { rules: { sets: [compileRuleSet(rules)] } };
}

const beyond = (reason: string, line = 1): RuleFault => ({ line, column: 1, reason });

function readLine(line: string, number: number): StacktraceRule | RuleFault | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return undefined;
  try {
    return readRule(text);
  } catch (error) {
    if (!(error instanceof RuleSyntaxError)) throw error;
    return { line: number, column: line.indexOf(text) + error.at + 1, reason: error.message };
  }
}
