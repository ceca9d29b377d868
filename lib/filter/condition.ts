import type { FilterCondition, FilterValue } from '../protocol/filter-condition.ts';
import { type ReadField, readFieldOfElement } from './field-path.ts';
import { anyGlob } from './glob.ts';
import { parseIp, parseIpRange } from './ip-range.ts';

/** Conditions in each other. */
export const MAX_CONDITION_DEPTH = 5;
/** Elements of a list that `any` and `all` look at: no event has more exceptions of its own making. */
export const MAX_ELEMENTS = 100;

export type Test<S> = (subject: S) => boolean;

/** A condition made ready to be asked of many events. `readFieldOf` finds the fields that it names. */
export const compileCondition = <S>(
  condition: FilterCondition,
  readFieldOf: (name: string) => ReadField<S>,
  depth = 1,
): Test<S> => {
  // Settings that say more than the contract lets in match nothing.
  if (depth > MAX_CONDITION_DEPTH) return () => false;
  switch (condition.op) {
    case 'and': {
      const tests = condition.inner.map(inner => compileCondition(inner, readFieldOf, depth + 1));
      return subject => tests.every(test => test(subject));
    }
    case 'or': {
      const tests = condition.inner.map(inner => compileCondition(inner, readFieldOf, depth + 1));
      return subject => tests.some(test => test(subject));
    }
    case 'not': {
      const test = compileCondition(condition.inner, readFieldOf, depth + 1);
      return subject => !test(subject);
    }
    case 'any':
    case 'all': {
      const test = compileCondition(condition.inner, readFieldOfElement, depth + 1);
      const read = readFieldOf(condition.name);
      return subject => elementsFit(read(subject), test, condition.op);
    }
    default: {
      const test = compileComparison(condition);
      const read = readFieldOf(condition.name);
      return subject => test(read(subject));
    }
  }
};

type Comparison = Extract<FilterCondition, { op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'glob' | 'cidr' }>;

const compileComparison = (condition: Comparison): Test<unknown> => {
  switch (condition.op) {
    case 'eq':
      return equals([condition.value].flat(), condition.options?.ignoreCase === true);
    case 'gt':
      return value => typeof value === 'number' && value > condition.value;
    case 'gte':
      return value => typeof value === 'number' && value >= condition.value;
    case 'lt':
      return value => typeof value === 'number' && value < condition.value;
    case 'lte':
      return value => typeof value === 'number' && value <= condition.value;
    case 'glob': {
      const matches = anyGlob(condition.value);
      return value => typeof value === 'string' && matches?.(value) === true;
    }
    case 'cidr': {
      const ranges = condition.value.flatMap(text => parseIpRange(text.trim()) ?? []);
      return value => {
        const address = typeof value === 'string' ? parseIp(value) : undefined;
        return address !== undefined && ranges.some(range => range(address));
      };
    }
  }
};

const equals = (wanted: FilterValue[], ignoreCase: boolean): Test<unknown> => {
  const fold = (value: unknown): unknown => (ignoreCase && typeof value === 'string' ? value.toLowerCase() : value);
  const values = new Set<unknown>(wanted.map(fold));
  return value => values.has(fold(value ?? null));
};

/** A list without elements fits neither: there is nothing in it that a filter could be meant for. */
const elementsFit = (list: unknown, test: Test<unknown>, op: 'any' | 'all'): boolean => {
  if (!Array.isArray(list) || list.length === 0) return false;
  const elements: unknown[] = list.slice(0, MAX_ELEMENTS);
  return op === 'any' ? elements.some(test) : elements.every(test);
};
