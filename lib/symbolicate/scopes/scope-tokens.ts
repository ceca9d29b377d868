import type { FlatMap } from '../map/flatten-map.ts';
import { FunctionMaps } from '../map/function-map.ts';
import type { MapTokens } from '../map/map-tokens.ts';
import { LineStarts } from './line-starts.ts';
import { readScopes } from './read-scopes.ts';
import { UNKNOWN } from './scope-list.ts';
import { ScopeNames } from './scope-names.ts';
import { scopesOfTokens } from './scopes-of-tokens.ts';

/** The scope of each token. */
export interface TokenScopes {
  /** By token: UNKNOWN, ANONYMOUS, or a number of `texts`. */
  names: Uint32Array;
  texts: readonly string[];
}

/** From the function maps that Metro makes, or else from the minified file. */
export function scopeTokens({ tokens, names, functions }: FlatMap, minified: string | undefined): TokenScopes {
  const code = minified ?? '';
  const lines = new LineStarts(code);
  const scopeNames = new ScopeNames(code, lines, tokens, names);
  if (functions !== undefined) return byFunctionMaps(tokens, new FunctionMaps(functions), scopeNames);
  const scopes = readScopes(code, scopeNames);
  const numbers =
    scopes === undefined ? new Uint32Array(tokens.length) : scopesOfTokens(tokens, scopes, lines, code.length);
  return { names: numbers, texts: scopeNames.texts };
}

/** Several tokens at one position have the function of the first, as in the reference engine. */
function byFunctionMaps(tokens: MapTokens, maps: FunctionMaps, scopeNames: ScopeNames): TokenScopes {
  const names = new Uint32Array(tokens.length);
  for (let at = 0; at < tokens.length; at++) {
    if (at > 0 && tokens.compare(at, tokens.line[at - 1] ?? 0, tokens.column[at - 1] ?? 0) === 0) {
      names[at] = names[at - 1] ?? UNKNOWN;
      continue;
    }
    const name = maps.nameAt(tokens.source[at] ?? 0, tokens.sourceLine[at] ?? 0, tokens.sourceColumn[at] ?? 0);
    names[at] = name === undefined ? UNKNOWN : scopeNames.number(name === ANONYMOUS_NAME ? '' : name);
  }
  return { names, texts: scopeNames.texts };
}

/** What Metro calls functions without a name. */
const ANONYMOUS_NAME = '<anonymous>';
