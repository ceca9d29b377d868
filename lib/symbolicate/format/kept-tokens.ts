import { type MapTokens, NONE } from '../map/map-tokens.ts';

/**
 * The tokens that say something new. One that says the same as the one before it is left out, also if it begins
 * another line: what stands there is not mapped then, as in the reference engine.
 */
export function keptTokens(tokens: MapTokens, names: readonly string[], scopes: Uint32Array): Uint32Array {
  const kept = new Uint32Array(tokens.length);
  let count = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (at === 0 || !isSame(tokens, names, scopes, at - 1, at)) kept[count++] = at;
  }
  return kept.subarray(0, count);
}

/** Equal neighbours are equal to the last one kept. */
function isSame(tokens: MapTokens, names: readonly string[], scopes: Uint32Array, one: number, other: number): boolean {
  if (scopes[one] !== scopes[other]) return false;
  const [oneName = NONE, otherName = NONE] = [tokens.name[one], tokens.name[other]];
  if (oneName !== otherName && names[oneName] !== names[otherName]) return false;
  return tokens.haveOneOrigin(one, other);
}
