import { TRAIT } from '../trait.ts';
import { FILTERED } from './built-in.ts';
import { NOWHERE, type Rule } from './rule.ts';

const SPECIAL = /[\\^$.*+?()[\]{}|/-]/g;

/**
 * The rule for a project's own sensitive fields; `undefined` when it names none. As in the reference, a text that
 * contains a field's name falls too, as `name=value` does.
 */
export function sensitiveFieldsRule(fields: readonly string[]): Rule | undefined {
  const names = fields.map(field => field.trim()).filter(field => field !== '');
  if (names.length === 0) return undefined;
  const anyName = new RegExp(names.map(name => name.replace(SPECIAL, '\\$&')).join('|'), 'i');
  return {
    id: 'strip-fields',
    pattern: { needs: TRAIT.any, find: text => (anyName.test(text) ? [0, text.length] : NOWHERE) },
    replacement: FILTERED,
    matchesKey: key => anyName.test(key),
  };
}
