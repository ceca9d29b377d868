import { countCharacters } from './count-characters.ts';
import type { Field } from './field.ts';
import { KEY } from './key-decisions.ts';
import { isMeaningless } from './meaningless.ts';
import type { RuleSet } from './profile.ts';
import { RedactedText, withoutNuls } from './redacted-text.ts';
import { type Mark, makeMetaAt, marksAt, marksIn, metaAt, noteRedactions, noteRemoval } from './remarks.ts';
import { ANYTHING_FILTER, ANYTHING_REMOVE_ID, COOKIES_FILTER } from './rules/built-in.ts';
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
  if (key === 0 && !removed && !anyMatches(set, text)) return text;
  const scrubbed = redact(scrub, text, { slot, name, key }, set);
  return removed ? remove(scrub, slot) : scrubbed;
}

function replaceIdentity(scrub: Scrub, text: string, place: Place, standIn: StandIn): string {
  const set = scrub.profile.defaults;
  if (standIn.onlyWhenMatched && !anyMatches(set, text)) return text;
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
  const traits = set.look(redacted.masked); // what a rule takes away gives the next ones no trait
  for (const rule of rules) {
    if (falls !== undefined && rule.matchesKey?.(falls)) redacted.replaceWhole(rule);
    else if ((traits & rule.pattern.needs) !== 0) redacted.replace(rule.pattern.find(redacted.masked), rule);
  }
  if (cookieRule === COOKIES_FILTER) redacted.replace(COOKIES_FILTER.pattern.find(redacted.masked), COOKIES_FILTER);
  else if (cookieRule !== undefined) redacted.replaceWhole(cookieRule);
  return conclude(scrub, text, place, redacted);
}

/** Sentry keeps safe fields from its general rules only: not from those for cookies, addresses and messages. */
const isSafePlace = ({ profile, names }: Scrub, { name }: Place, set: RuleSet): boolean =>
  profile.safe.length > 0 && set.sparesSafe && isSafe(profile.safe, names, name);

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
  return false;
}

function cookieRuleFor(scrub: Scrub, key: number): Pick<Rule, 'id' | 'replacement'> | undefined {
  if ((key & KEY.cookieLine) !== 0) return COOKIES_FILTER;
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
  if (scrub.remarks) noteRedactions(makeMetaAt(scrub.event, scrub.at, slot), marks, countCharacters(text));
  scrub.redactions++;
  return scrubbed;
}
