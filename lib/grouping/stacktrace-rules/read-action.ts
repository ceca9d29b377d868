import type { LineCursor } from './line-cursor.ts';
import type { Reach, RuleAction } from './rule.ts';

const REACHES: ReadonlyMap<string, Reach> = new Map([
  ['', 'frame'],
  ['^', 'newer'],
  ['v', 'older'],
]);

/** `-app`, `^+group`, `category=ui`, `max-frames=3`. */
export function readAction(cursor: LineCursor): RuleAction {
  const start = cursor.at;
  const flag = cursor.take(/([v^]?)([+-])([\w.-]*)/y);
  return flag === undefined ? readVariable(cursor, start) : readFlag(flag, cursor, start);
}

function readFlag([, arrow = '', sign, name]: RegExpExecArray, cursor: LineCursor, start: number): RuleAction {
  const reach = REACHES.get(arrow) ?? 'frame';
  if (name !== 'app' && name !== 'group')
    return cursor.fail(`“${name}” can’t be switched: only “app” and “group” can.`, start);
  return { kind: name, reach, value: sign === '+' };
}

function readVariable(cursor: LineCursor, start: number): RuleAction {
  const name = cursor.take(/[\w.-]+/y)?.[0];
  if (name === undefined) return cursor.fail('A matcher or an action was expected here.', start);
  cursor.skipSpace();
  if (!cursor.skip('=')) return cursor.fail(`“${name}” is neither a matcher (“name:…”) nor an action.`, start);
  cursor.skipSpace();
  const at = cursor.at;
  const value = cursor.take(/[\w.-]+/y)?.[0] ?? '';
  if (value === '' && !cursor.isAtEnd) cursor.fail('A value was expected here: letters, digits, “.”, “_” or “-”.', at);
  return (
    variable(name, value, reason => cursor.fail(reason, at)) ?? cursor.fail(`There is no action “${name}”.`, start)
  );
}

function variable(name: string, value: string, fail: (reason: string) => never): RuleAction | undefined {
  switch (name) {
    case 'category':
      return { kind: name, value };
    case 'max-frames':
    case 'min-frames':
      return {
        kind: name,
        value: /^\d{1,9}$/.test(value) ? Number(value) : fail('A number of frames was expected here.'),
      };
    case 'invert-stacktrace':
      return { kind: name, value: YES.has(value) || (!NO.has(value) && fail('Either 1 or 0 was expected here.')) };
    default:
      return undefined;
  }
}

const YES: ReadonlySet<string> = new Set(['1', 'yes', 'true']);
const NO: ReadonlySet<string> = new Set(['0', 'no', 'false']);
