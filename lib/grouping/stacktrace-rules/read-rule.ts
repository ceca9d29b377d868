import { LineCursor } from './line-cursor.ts';
import { readAction } from './read-action.ts';
import { readMatcher } from './read-matcher.ts';
import { isErrorField, type RuleAction, type RuleMatcher, type StacktraceRule } from './rule.ts';

/** Ours: what people write has three. */
export const MAX_MATCHERS = 32;
export const MAX_ACTIONS = 16;

/** One line that is neither empty nor a comment. */
export function readRule(line: string): StacktraceRule {
  const cursor = new LineCursor(line);
  cursor.skipSpace();
  const caller = cursor.starts('[') ? readCaller(cursor) : undefined;
  const matchers = readMatchers(cursor);
  const callee = cursor.skip('|') ? readCallee(cursor) : undefined;
  return assemble(matchers, caller, callee, readActions(cursor));
}

function readCaller(cursor: LineCursor): RuleMatcher {
  const caller = readBracketed(cursor);
  if (!cursor.skip('|')) cursor.fail('A “|” was expected here, between the caller and the frame.');
  cursor.skipSpace();
  return caller;
}

function readCallee(cursor: LineCursor): RuleMatcher {
  cursor.skipSpace();
  return readBracketed(cursor);
}

function readBracketed(cursor: LineCursor): RuleMatcher {
  if (!cursor.skip('[')) cursor.fail('A “[” was expected here, before the matcher of the frame beside.');
  cursor.skipSpace();
  const matcher = readMatcher(cursor) ?? cursor.fail('A matcher (“name:…”) was expected here.');
  cursor.skipSpace();
  // An argument without quotation marks takes everything up to the next space.
  if (!cursor.skip(']')) cursor.fail('A “]” was expected here, behind one matcher and a space.');
  cursor.skipSpace();
  return matcher;
}

function readMatchers(cursor: LineCursor): RuleMatcher[] {
  const matchers: RuleMatcher[] = [];
  for (let next = readMatcher(cursor); next !== undefined; next = readMatcher(cursor)) {
    if (matchers.push(next) > MAX_MATCHERS) cursor.fail(`A rule may have at most ${MAX_MATCHERS} matchers.`);
    cursor.skipSpace();
  }
  return matchers.length > 0 ? matchers : cursor.fail('A matcher (“name:…”) was expected here.');
}

function readActions(cursor: LineCursor): RuleAction[] {
  const actions: RuleAction[] = [];
  cursor.skipSpace();
  while (!cursor.isAtEnd && !(actions.length > 0 && cursor.starts('#'))) {
    if (actions.push(readAction(cursor)) > MAX_ACTIONS) cursor.fail(`A rule may have at most ${MAX_ACTIONS} actions.`);
    cursor.skipSpace();
  }
  return actions.length > 0 ? actions : cursor.fail('An action was expected here, such as “-app” or “-group”.');
}

/** The exception has no frames beside it: what is asked of it in brackets is asked of it anyway. */
function assemble(
  matchers: readonly RuleMatcher[],
  caller: RuleMatcher | undefined,
  callee: RuleMatcher | undefined,
  actions: readonly RuleAction[],
): StacktraceRule {
  const asked = [...(caller ? [caller] : []), ...matchers, ...(callee ? [callee] : [])];
  return {
    errors: asked.filter(isOfError),
    frame: matchers.filter(matcher => !isOfError(matcher)),
    ...(caller && !isOfError(caller) ? { caller } : {}),
    ...(callee && !isOfError(callee) ? { callee } : {}),
    actions,
  };
}

const isOfError = ({ kind }: RuleMatcher): boolean => isErrorField(kind);
