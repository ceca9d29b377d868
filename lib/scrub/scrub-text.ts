import { TYPE } from './advanced/value-type.ts';
import { countCharacters } from './count-characters.ts';
import { anyMatchesEscaped, redactEscaped } from './escaped-text.ts';
import type { Field } from './field.ts';
import { KEY } from './key-decisions.ts';
import { isMeaningless } from './meaningless.ts';
import type { RuleSet } from './profile.ts';
import { RedactedText, withoutNuls } from './redacted-text.ts';
import { type Mark, makeMetaAt, marksAt, marksIn, metaAt, noteRedactions, noteRemoval } from './remarks.ts';
import { ANYTHING_FILTER, ANYTHING_REMOVE_ID } from './rules/built-in.ts';
import type { Rule } from './rules/rule.ts';
import { isSafe, type Step } from './safe-fields.ts';
import type { Scrub } from './scrub.ts';
import type { StandIn } from './stand-in.ts';
import { TRAIT } from './trait.ts';

const COOKIES = 'cookies';
const NO_RULES: readonly Rule[] = [];

/** A text's place in the event. */
export interface Place {
  /** Under which key or index its container holds it. */
  readonly slot: Step;
  /** Under which name selectors know it: a pair's value goes by the pair's key. */
  readonly name: Step;
  /** What its key decided (key-decisions.ts); 0 where it has none. */
  readonly key: number;
}

/**
 * The text as it may rest: the very same when no rule matches, `null` when it had to go altogether. It takes its place
 * in single values because most texts end at the first `return`s, and an object for each would be most of their cost.
 */
export function scrubText(
  scrub: Scrub,
  text: string,
  slot: Step,
  name: Step,
  key: number,
  field: Field,
): string | null {
  if (isMeaningless(text)) return text;
  const set = field.kind === 'replace-only' ? scrub.profile.replaceOnly : scrub.profile.defaults;
  const removed = field.kind === 'ip' && scrub.profile.removesIps;
  const standIn = field.identity === undefined || removed ? undefined : scrub.profile.standIns.get(field.identity);
  if (standIn !== undefined && (key & KEY.falls) === 0)
    return replaceIdentity(scrub, text, { slot, name, key }, standIn);
  if (field.keepsBasename) return scrubPath(scrub, text, { slot, name, key }, set);
  if (key === 0 && !removed && !anyMatches(set, text)) return text;
  const scrubbed = redact(scrub, text, { slot, name, key }, set);
  return removed ? remove(scrub, slot) : scrubbed;
}

function replaceIdentity(scrub: Scrub, text: string, place: Place, standIn: StandIn): string {
  const set = scrub.profile.defaults;
  if (standIn.onlyWhenMatched(text) && !anyMatches(set, text)) return text;
  if (isSafePlace(scrub, place, set)) return text;
  if (isRedacted(scrub, text, place)) return text;
  const scrubbed = standIn.of(text);
  const mark = { rule: standIn.rule, type: standIn.type, start: 0, end: scrubbed.length };
  return noteScrubbed(scrub, text, place, { text: scrubbed, marks: [mark] });
}

/** Whether an advanced rule has taken all of it: what it wrote instead is what the project wants to see. */
function isRedacted(scrub: Scrub, text: string, place: Place): boolean {
  if (scrub.profile.advanced === undefined) return false;
  const [mark] = marksOf(scrub, text, place);
  return mark?.start === 0 && mark.end === text.length && scrub.profile.advanced.wrote(mark.rule, text);
}

function remove(scrub: Scrub, slot: Step): null {
  if (scrub.remarks) noteRemoval(makeMetaAt(scrub.event, scrub.at, slot), ANYTHING_REMOVE_ID);
  scrub.redactions++;
  return null;
}

function redact(scrub: Scrub, text: string, place: Place, set: RuleSet): string {
  const { rules } = isSafePlace(scrub, place, set) ? { rules: NO_RULES } : set;
  const falls = (place.key & KEY.falls) === 0 ? undefined : String(place.name);
  const cookieRule = cookieRuleFor(scrub, place.key);
  const redacted = new RedactedText(text, marksOf(scrub, text, place));
  runRules(redacted, rules, set, falls);
  const { cookieLine } = scrub.profile;
  if (cookieRule === cookieLine) redacted.replace(cookieLine.pattern.find(redacted.masked), cookieLine);
  else if (cookieRule !== undefined) redacted.replaceWhole(cookieRule);
  return conclude(scrub, text, place, redacted);
}

/** A redaction makes a border, at which a rule may see what it did not see before; nearly always the second round sees nothing. */
const MAX_ROUNDS = 4;

/** `falls` is the key by which rules take the whole value. */
function runRules(redacted: RedactedText, rules: readonly Rule[], set: RuleSet, falls?: string): void {
  for (let round = 0; round < (set.unescapes ? MAX_ROUNDS : 1); round++) {
    const { masked } = redacted;
    runOnce(redacted, rules, set, falls);
    if (redacted.masked === masked) break;
  }
}

function runOnce(redacted: RedactedText, rules: readonly Rule[], set: RuleSet, falls?: string): void {
  const traits = set.look(redacted.masked); // what a rule takes away gives the next ones no trait
  for (const rule of rules) {
    if (falls !== undefined && rule.matchesKey?.(falls)) redacted.replaceWhole(rule);
    else if ((traits & rule.pattern.needs) !== 0) redacted.replace(rule.pattern.find(redacted.masked), rule);
  }
  if (set.unescapes && (traits & TRAIT.escaped) !== 0) redactEscaped(redacted, rules, set);
}

function scrubPath(scrub: Scrub, text: string, place: Place, set: RuleSet): string {
  scrub.cleanPaths ??= new Set();
  if (scrub.cleanPaths.has(text)) return text;
  if (anyMatches(set, text)) return redactPath(scrub, text, place, set);
  scrub.cleanPaths.add(text);
  return text;
}

/** A file's path or address loses what rules find before and behind the file's own name: by that a source map is found. */
function redactPath(scrub: Scrub, text: string, place: Place, set: RuleSet): string {
  if (isSafePlace(scrub, place, set)) return text;
  const [start, end] = basenameIn(text);
  const marks = marksOf(scrub, text, place);
  const head = new RedactedText(
    text.slice(0, start),
    marks.filter(mark => mark.end <= start),
  );
  const tail = new RedactedText(
    text.slice(end),
    marks.filter(mark => mark.start >= end).map(mark => moved(mark, -end)),
  );
  runRules(head, set.rules, set);
  runRules(tail, set.rules, set);
  const [before, behind] = [head.join(), tail.join()];
  const name = text.slice(start, end);
  const shift = before.text.length + name.length;
  return noteScrubbed(scrub, text, place, {
    text: before.text + name + behind.text,
    marks: [...before.marks, ...behind.marks.map(mark => moved(mark, shift))],
  });
}

const moved = (mark: Mark, by: number): Mark => ({ ...mark, start: mark.start + by, end: mark.end + by });

/** Where the name of the file stands in its path, which may have a query and a fragment behind. */
function basenameIn(path: string): [start: number, end: number] {
  const query = path.search(/[?#]/);
  const end = query === -1 ? path.length : query;
  const slash = Math.max(path.lastIndexOf('/', end - 1), path.lastIndexOf('\\', end - 1));
  return [end === 0 ? 0 : slash + 1, end];
}

/** Sentry keeps safe fields from its general rules only: not from those for cookies, addresses and messages. */
const isSafePlace = ({ profile, root, names }: Scrub, { name }: Place, set: RuleSet): boolean =>
  set.sparesSafe && isSafe(profile.safe, root, names, name, TYPE.string);

/** Whether any rule has work: the question nearly all texts answer with no, so it copies and allocates nothing. */
function anyMatches(set: RuleSet, text: string): boolean {
  const { rules, needs, needsOfEach } = set;
  const traits = set.look(text);
  if ((traits & needs) === 0) return false;
  if ((traits & TRAIT.nul) !== 0 && text !== withoutNuls(text)) return anyMatches(set, withoutNuls(text));
  for (let i = 0; i < needsOfEach.length; i++) {
    if ((traits & needsOfEach[i]!) === 0) continue; // one for each rule
    if (rules[i]!.pattern.find(text).length > 0) return true;
  }
  return set.unescapes && (traits & TRAIT.escaped) !== 0 && anyMatchesEscaped(set, text);
}

function cookieRuleFor(scrub: Scrub, key: number): Pick<Rule, 'id' | 'replacement'> | undefined {
  if ((key & KEY.cookieLine) !== 0) return scrub.profile.cookieLine;
  return takesCookie(scrub, key) ? ANYTHING_FILTER : undefined;
}

/** Whether the value is one sensitive cookie. */
export function takesCookie({ names }: Scrub, key: number): boolean {
  if ((key & KEY.cookieAttribute) !== 0) return true;
  return (key & KEY.cookie) !== 0 && String(names.at(-1)).toLowerCase() === COOKIES;
}

/** A copy of a value has no remarks of its own; what was written into it is known by its looks. */
function marksOf(scrub: Scrub, text: string, { slot }: Place): readonly Mark[] {
  const { advanced, findWritten } = scrub.profile;
  if (!scrub.remarks) return marksAt(findWritten(text));
  return marksIn(text, metaAt(scrub.event, scrub.at, slot), advanced?.wrote);
}

const conclude = (scrub: Scrub, text: string, place: Place, redacted: RedactedText): string =>
  noteScrubbed(scrub, text, place, redacted.join());

interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

function noteScrubbed(scrub: Scrub, text: string, { slot }: Place, { text: scrubbed, marks }: MarkedText): string {
  if (marks.length === 0 || scrubbed === text) return text;
  if (scrub.remarks) noteRedactions(makeMetaAt(scrub.event, scrub.at, slot), scrubbed, marks, countCharacters(text));
  scrub.redactions++;
  return scrubbed;
}
