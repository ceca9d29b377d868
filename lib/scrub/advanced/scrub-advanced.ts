import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { visitCopies } from '../copies.ts';
import { countCharacters } from '../count-characters.ts';
import { type Field, FREE, partOf } from '../field.ts';
import { isMeaningless } from '../meaningless.ts';
import { type Mark, makeMetaAt, marksIn, metaAt, noteRedactions, noteRemoval } from '../remarks.ts';
import type { Step } from '../safe-fields.ts';
import { asContainer, type Container, isListOfPairs, MAX_DEPTH, TOO_DEEP } from '../walk.ts';
import { type AdvancedConfig, textRulesFor } from './compile.ts';
import type { PathStep } from './match-selector.ts';
import { anyTakes, applyRules, takesWhole } from './redact-text.ts';
import type { AdvancedRule } from './rule.ts';
import { addressOf, moveRedactedAddress } from './user-address.ts';
import { TYPE } from './value-type.ts';

/** One run of advanced rules over one payload. */
interface AdvancedScrub {
  readonly advanced: AdvancedConfig;
  readonly payload: JsonObject;
  /** Where the walk is, as containers are nested; `_meta` mirrors it. */
  readonly at: Step[];
  /** The same as selectors see it: a pair goes by its key. */
  readonly path: PathStep[];
  /** Off for copies of values: a remark there would mark the wrong value. */
  remarks: boolean;
  redactions: number;
}

/**
 * Applies advanced rules to every value of a payload, in place, and notes in its `_meta` what was taken. `types` are the
 * payload's own (`TYPE.event`), `field` is what is known of its parts. Linear for one config. Returns the number of
 * redactions.
 */
export function scrubAdvanced(payload: JsonObject, field: Field, types: number, advanced: AdvancedConfig): number {
  const path: PathStep[] = [{ name: undefined, types }];
  const scrub: AdvancedScrub = { advanced, payload, at: [], path, remarks: true, redactions: 0 };
  const address = addressOf(payload);
  visitObject(scrub, payload, field);
  moveRedactedAddress(payload, address);
  dropRedactedCopies(scrub, field);
  return scrub.redactions;
}

function visitValue(scrub: AdvancedScrub, holder: Container, slot: Step, name: Step, field: Field): void {
  const value = holder[slot];
  if (value === undefined || value === null || typeof value === 'boolean') return;
  if (typeof value !== 'object' && field.pii === 'false') return;
  scrub.path.push({ name, types: typesOf(value, field) });
  const rules = textRulesFor(scrub.advanced, scrub.path, field.pii);
  if (typeof value === 'string') visitText(scrub, holder, slot, name, value, field, rules);
  else if (!removeWhole(scrub, holder, slot, name, rules) && typeof value === 'object') {
    scrub.at.push(slot);
    if (Array.isArray(value)) visitList(scrub, value, field);
    else visitObject(scrub, value, field);
    scrub.at.pop();
  }
  scrub.path.pop();
}

function typesOf(value: string | number | Json[] | JsonObject, { types, kind }: Field): number {
  if (typeof value === 'string') return TYPE.string | types;
  if (typeof value === 'number') return TYPE.number;
  if (Array.isArray(value)) return kind === 'pairs' ? TYPE.object : TYPE.array;
  return types === 0 ? TYPE.object : types;
}

/** Numbers, lists and objects cannot be replaced by a text: whatever the method, they go. */
function removeWhole(
  scrub: AdvancedScrub,
  holder: Container,
  slot: Step,
  name: Step,
  rules: readonly AdvancedRule[],
): boolean {
  const rule = rules.find(each => takesWhole(each, keyOf(name)))?.id ?? tooDeep(scrub, holder[slot]);
  if (rule === undefined) return false;
  remove(scrub, holder, slot, rule);
  return true;
}

const tooDeep = ({ at }: AdvancedScrub, value: Json | undefined): string | undefined =>
  at.length >= MAX_DEPTH && typeof value === 'object' ? TOO_DEEP : undefined;

/** A place in a list is no key. */
const keyOf = (name: Step): string | undefined => (typeof name === 'string' ? name : undefined);

function remove(scrub: AdvancedScrub, holder: Container, slot: Step, rule: string): void {
  holder[slot] = null;
  if (scrub.remarks) noteRemoval(makeMetaAt(scrub.payload, scrub.at, slot), rule);
  scrub.redactions++;
}

function visitText(
  scrub: AdvancedScrub,
  holder: Container,
  slot: Step,
  name: Step,
  value: string,
  field: Field,
  rules: readonly AdvancedRule[],
): void {
  if (rules.length === 0 || isMeaningless(value) || !anyTakes(rules, value, keyOf(name))) return;
  const basename = field.keepsBasename ? basenameOf(value) : '';
  const text = value.slice(0, value.length - basename.length);
  const redacted = applyRules(text, marksOf(scrub, text, slot), rules, keyOf(name));
  if (!('removedBy' in redacted)) note(scrub, holder, slot, value, redacted.text + basename, redacted.marks);
  else if (basename === '') remove(scrub, holder, slot, redacted.removedBy);
  else note(scrub, holder, slot, value, basename, [{ rule: redacted.removedBy, type: 'x', start: 0, end: 0 }]);
}

/** From the last slash on; all of a path that has none. */
const basenameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), 0));

const marksOf = (scrub: AdvancedScrub, text: string, slot: Step): readonly Mark[] =>
  scrub.remarks ? marksIn(text, metaAt(scrub.payload, scrub.at, slot), scrub.advanced.wrote) : [];

function note(
  scrub: AdvancedScrub,
  holder: Container,
  slot: Step,
  before: string,
  after: string,
  marks: readonly Mark[],
): void {
  if (marks.length === 0 || before === after) return;
  holder[slot] = after;
  if (scrub.remarks) noteRedactions(makeMetaAt(scrub.payload, scrub.at, slot), after, marks, countCharacters(before));
  scrub.redactions++;
}

/** A container that is not of its field's kind is treated as free: nothing slips through by its shape. */
function visitObject(scrub: AdvancedScrub, value: JsonObject, field: Field): void {
  const own = field.kind === 'list' || field.kind === 'pairs' ? FREE : field;
  if (hasNothing(own)) return;
  for (const key of Object.keys(value)) {
    const part = value[key];
    visitValue(scrub, value, key, key, partOf(own, key, isObject(part) ? part.type : undefined));
  }
}

function visitList(scrub: AdvancedScrub, items: Json[], field: Field): void {
  if (hasNothing(field)) return;
  if (field.kind === 'pairs' || isListOfPairs(items)) {
    visitPairs(scrub, items, field);
    return;
  }
  const item = field.kind === 'object' || field.kind === 'contexts' ? FREE : field.other;
  for (let i = 0; i < items.length; i++) visitValue(scrub, asContainer(items), i, i, item);
}

/** No rule is for anything in it. */
const hasNothing = (field: Field): boolean => field.pii === 'false' && field.other === field;

/** A pair's key is no value, and names the value. */
function visitPairs(scrub: AdvancedScrub, items: Json[], field: Field): void {
  for (let i = 0; i < items.length; i++) {
    const pair = items[i];
    if (!Array.isArray(pair) || typeof pair[0] !== 'string') {
      visitValue(scrub, asContainer(items), i, i, field.other);
      continue;
    }
    const part = field.kind === 'pairs' ? partOf(field, pair[0]) : field.other;
    scrub.at.push(i);
    for (let place = 1; place < pair.length; place++) visitValue(scrub, asContainer(pair), place, pair[0], part);
    scrub.at.pop();
  }
}

/**
 * Normalization keeps copies of values it refused. They have no remarks of their own, by which a second run would know
 * what the first one took: a copy in which a rule takes anything goes as a whole.
 */
function dropRedactedCopies(scrub: AdvancedScrub, field: Field): void {
  scrub.remarks = false;
  const { path } = scrub;
  visitCopies(scrub.payload, field, {
    enter: (name, { types }) => path.push({ name, types: types | TYPE.array | TYPE.object }),
    leave: () => path.pop(),
    visit: (holder, slot, name, own) => {
      const last = path.length > 1 ? path.pop() : undefined; // the value's own step: the visit takes it itself
      const before = scrub.redactions;
      visitValue(scrub, holder, slot, name, own);
      if (scrub.redactions > before) delete holder[slot];
      if (last !== undefined) path.push(last);
    },
  });
  scrub.remarks = true;
}
