import { DOT, type NamePart } from './name-part.ts';

/** Steps outwards that a name is looked for; code that people wrote has a handful. */
const MAX_STEPS = 64;

/** What surrounds a piece of code, as far as a function in it would be called after it. Links lead outwards. */
export interface NameContext {
  readonly outer?: NameContext;
  readonly parts: readonly NamePart[];
  /** Whether a dot stands between these parts and what follows. */
  readonly dot: boolean;
  /** `settled`: nothing further out belongs to the name. `object`: an object literal without a name lies around. */
  readonly kind: 'open' | 'object' | 'settled';
}

/** Nothing that could give a name: the beginning of a file or of a function. */
export const NAMELESS: NameContext = { parts: [], dot: false, kind: 'open' };

const OBJECT: readonly NamePart[] = [{ text: '<object>' }, DOT];

/** In what has a name of its own, to which the names around it belong. */
export function within(outer: NameContext, parts: readonly NamePart[]): NameContext {
  return { outer, parts, dot: true, kind: outer.kind };
}

/** In what has a name, whatever lies around it. The reference engine sets no dot behind what a member is assigned. */
export function settled(parts: readonly NamePart[], dot: boolean): NameContext {
  return { parts, dot, kind: 'settled' };
}

export function inObject(outer: NameContext): NameContext {
  return outer.kind === 'open' ? { outer, parts: [], dot: false, kind: 'object' } : outer;
}

/** The name of what is called `own` in a context; empty if it has none. */
export function nameIn(context: NameContext, own: readonly NamePart[]): readonly NamePart[] {
  const pieces: (readonly NamePart[])[] = own.length === 0 ? [] : [own];
  let link: NameContext | undefined = context;
  for (let steps = 0; link !== undefined && steps < MAX_STEPS; steps++, link = link.outer) {
    if (link.parts.length === 0) continue;
    if (link.dot && pieces.length > 0) pieces.push([DOT]);
    pieces.push(link.parts);
  }
  if (context.kind === 'object' && pieces.length > 0) pieces.push(OBJECT);
  return pieces.reverse().flat();
}
