import { describe, expect, test } from '@jest/globals';
import { FORMER_GROUPING_CONFIG, groupingConfig } from '../../lib/grouping/config.ts';
import { DEFAULT_RULES } from '../../lib/grouping/default-rules.ts';
import { groupedExceptions } from '../../lib/grouping/exception-group.ts';
import type { GroupingRules } from '../../lib/grouping/grouping-rules.ts';
import type { Exception, SentryEvent } from '../../lib/protocol/event.ts';
import { makeEvent } from './make-event.ts';
import { sameIssue } from './same-issue.ts';

const node = (type: string, id: number, parent?: number): Exception => ({
  type,
  mechanism: { type: 'chained', exception_id: id, ...(parent === undefined ? {} : { parent_id: parent }) },
});
const group = (id: number, parent?: number): Exception => {
  const exception = node('ExceptionGroup', id, parent);
  return { ...exception, mechanism: { type: 'chained', ...exception.mechanism, is_exception_group: true } };
};
const event = (values: Exception[], parts: Partial<SentryEvent> = {}): SentryEvent =>
  makeEvent({ exception: { values }, ...parts });
const keptTypes = (values: Exception[], parts: Partial<SentryEvent> = {}): (string | undefined)[] =>
  groupedExceptions(event(values, parts), DEFAULT_RULES).kept.map(exception => exception.type);

test('a group of one kind of error is that error with its causes, without the group', () => {
  const values = [node('Cause', 3, 1), node('KeyError', 2, 0), node('KeyError', 1, 0), group(0)];
  expect(keptTypes(values)).toEqual(['KeyError', 'Cause']);
  expect(groupedExceptions(event(values), DEFAULT_RULES).main).toBe(values[2]);
});

test('a group of several kinds counts one of each, in an order that does not vary, and the group', () => {
  const mixed = [node('KeyError', 3, 0), node('ValueError', 2, 0), node('KeyError', 1, 0), group(0)];
  const turned = [node('ValueError', 2, 0), node('KeyError', 1, 0), group(0)];
  expect(keptTypes(mixed)).toEqual(['ValueError', 'KeyError', 'ExceptionGroup']);
  expect(sameIssue(event(mixed), event(turned))).toBe(true);
});

test('errors of one type with different messages are two things, also where a stack keeps the messages out of the hash', () => {
  const thrown = (value: string, id: number): Exception => ({
    ...node('KeyError', id, 0),
    value,
    stacktrace: { frames: [{ function: 'pay', module: 'shop', in_app: true }] },
  });
  const kept = (one: string, other: string): number => keptTypes([thrown(one, 2), thrown(other, 1), group(0)]).length;
  expect(kept('no such order', 'no such cart')).toBe(3);
  expect(kept('no order 17', 'no order 18')).toBe(1);
});

test('errors of one type count again when another stands between them, and did not in the version before', () => {
  const said = (value: string, id: number): Exception => ({ ...node('KeyError', id, 0), value });
  const between = event([said('no cart', 3), said('no order', 2), said('no cart', 1), group(0)]);
  const valuesBy = (rules: GroupingRules): (string | undefined)[] =>
    groupedExceptions(between, rules).kept.map(({ type, value }) => value ?? type);
  const former = { ...DEFAULT_RULES, config: groupingConfig(FORMER_GROUPING_CONFIG) };
  expect(valuesBy(DEFAULT_RULES)).toEqual(['no cart', 'no order', 'no cart', 'ExceptionGroup']);
  expect(valuesBy(former)).toEqual(['no cart', 'no order', 'ExceptionGroup']);
});

test('groups in groups are looked into', () => {
  expect(keptTypes([node('TypeError', 3, 2), group(2, 0), node('ValueError', 1, 0), group(0)])).toEqual([
    'ValueError',
    'TypeError',
    'ExceptionGroup',
  ]);
});

test('a chain counts whole: as listed, or from the error to its causes where the SDK numbers it', () => {
  expect(keptTypes([node('Cause', 1, 0), node('KeyError', 0)])).toEqual(['KeyError', 'Cause']);
  expect(keptTypes([{ type: 'Cause' }, { type: 'KeyError' }])).toEqual(['Cause', 'KeyError']);
});

test('a parent that was left out does no harm', () => {
  expect(keptTypes([node('Orphan', 5, 9), node('KeyError', 1, 0), group(0)])).toEqual(['KeyError']);
});

describe('the whole list counts when the numbers do not make a tree', () => {
  test.each([
    ['a number is missing', [{ type: 'A' }, group(0)]],
    ['a number comes twice', [node('A', 1, 0), node('B', 1, 0), group(0)]],
    ['one is its own parent', [node('A', 1, 1), group(0)]],
    ['there is no root', [node('A', 2, 1), group(1)]],
    ['the group is empty', [node('A', 1), group(0)]],
  ])('%s', (_why, values) => {
    expect(keptTypes(values)).toHaveLength(values.length);
  });
});

test('two that claim to have caused each other end the search', () => {
  expect(keptTypes([node('A', 1, 0), node('B', 0, 1)])).toEqual(['B', 'A']);
  expect(keptTypes([group(1, 0), group(0, 1)])).toEqual(['ExceptionGroup', 'ExceptionGroup']);
});

test('from its third major version the Python SDK’s groups count whole', () => {
  const values = [node('KeyError', 2, 0), node('KeyError', 1, 0), group(0)];
  expect(keptTypes(values, { sdk: { name: 'sentry.python.flask', version: '3.0.1' } })).toHaveLength(3);
  expect(keptTypes(values, { sdk: { name: 'sentry.python.flask', version: '2.75.0' } })).toHaveLength(1);
  const dotnet = { platform: 'csharp', sdk: { name: 'sentry.dotnet', version: '5.1.0' } };
  expect(keptTypes(values, dotnet)).toHaveLength(1);
});

test('ten thousand causes of causes are no deeper than one', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => node('E', 9999 - i, 9998 - i));
  expect(keptTypes(values)).toHaveLength(10_000);
});
