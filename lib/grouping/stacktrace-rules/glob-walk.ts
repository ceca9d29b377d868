import { type GlobToken, isInLine, isInName } from './glob-tokens.ts';

/** A place in a pattern: it takes one character or, without `accepts`, none; then the text may be at any of `next`. */
interface Place {
  readonly accepts?: (unit: string) => boolean;
  readonly next: number[];
}

/**
 * Matches by being at all possible places of the pattern at once: never more steps than the length of the text times
 * that of the pattern, whatever both are.
 */
export function globWalk(tokens: readonly GlobToken[]): (text: string) => boolean {
  const places: Place[] = [];
  append(places, tokens);
  const end = places.push({ next: [] }) - 1;
  return text => {
    let open = new Set<number>();
    enter(places, 0, open);
    for (let at = 0; at < text.length && open.size > 0; at++) {
      const unit = text.charAt(at);
      const reached = new Set<number>();
      for (const place of open) {
        const { accepts, next } = places[place] ?? { next: [] };
        if (accepts?.(unit)) for (const target of next) enter(places, target, reached);
      }
      open = reached;
    }
    return open.has(end);
  };
}

/** To a place, and to all that can be reached from there without another character. */
function enter(places: readonly Place[], at: number, into: Set<number>): void {
  if (into.has(at)) return;
  into.add(at);
  const place = places[at];
  if (place !== undefined && place.accepts === undefined) for (const target of place.next) enter(places, target, into);
}

/** Each token starts where the one before ended, at the place that comes next. */
function append(places: Place[], tokens: readonly GlobToken[]): void {
  for (const token of tokens) {
    if (token.kind === 'text') for (const unit of token.text.split('')) one(places, is(unit));
    else if (token.kind === 'one') one(places, token.accepts);
    else if (token.kind === 'any') repeated(places, isInLine);
    else if (token.kind === 'name') repeated(places, isInName);
    else if (token.kind === 'folders') folders(places);
    else either(places, token.choices);
  }
}

const is = (expected: string) => (unit: string) => unit === expected;

function one(places: Place[], accepts: (unit: string) => boolean): void {
  places.push({ accepts, next: [places.length + 1] });
}

function repeated(places: Place[], accepts: (unit: string) => boolean): void {
  const start = places.length;
  places.push({ next: [start + 1, start + 2] }, { accepts, next: [start] });
}

function folders(places: Place[]): void {
  const around: Place = { next: [places.length + 1] };
  places.push(around);
  repeated(places, isInLine);
  one(places, is('/'));
  around.next.push(places.length);
}

function either(places: Place[], choices: readonly (readonly GlobToken[])[]): void {
  const start: Place = { next: [] };
  places.push(start);
  const ends: Place[] = [];
  for (const choice of choices) {
    start.next.push(places.length);
    append(places, choice);
    const end: Place = { next: [] };
    places.push(end);
    ends.push(end);
  }
  for (const end of ends) end.next.push(places.length);
}
