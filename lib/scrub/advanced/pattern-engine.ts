import type { RE2JS } from 're2js';
import { NOWHERE, type Pattern, type Ranges } from '../rules/rule.ts';
import { TRAIT } from '../trait.ts';
import { fromRust } from './from-rust.ts';

/**
 * Matches of one pattern in one text; after so many the rest of the text goes as a whole. Each match may read on to the
 * text's end, in every engine without backtracking: the product of both must stay linear.
 */
const MAX_MATCHES = 500;

/** A pattern of a project's own. */
export interface CustomPattern {
  readonly test: (text: string) => boolean;
  /** The pattern's matches, or of each match the groups asked for. */
  readonly findGroups: (groups: readonly number[]) => Pattern;
  readonly groupCount: number;
}

let engine: typeof RE2JS | undefined;

/**
 * Loads what patterns of a project's own run in: RE2, whose time is linear in the text for any pattern. It is the one
 * place that does, and only when a config has a pattern: the package would be a fifth of the edge's bundle.
 */
export async function loadPatternEngine(): Promise<void> {
  if (engine === undefined) engine = (await import('re2js')).RE2JS;
}

/** Why a text is no pattern. */
export interface PatternFault {
  readonly fault: string;
}

/** Throws when the engine was not loaded: going on without would be scrubbing with a rule less. */
export function compilePattern(source: string): CustomPattern | PatternFault {
  if (engine === undefined) throw new Error('scrubbing with patterns was not prepared: await prepareScrub first');
  try {
    return customPattern(engine.compile(fromRust(source)));
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'is no pattern' };
  }
}

const customPattern = (regex: RE2JS): CustomPattern => ({
  test: text => regex.matcher(text).find(),
  findGroups: groups => ({ needs: TRAIT.any, find: text => findGroups(regex, text, groups) }),
  groupCount: regex.groupCount(),
});

function findGroups(regex: RE2JS, text: string, groups: readonly number[]): Ranges {
  const matcher = regex.matcher(text);
  let ranges: number[] | undefined;
  let end = 0;
  for (let matches = 0; matcher.find(); matches++) {
    const found = matches < MAX_MATCHES ? groups.map(group => [matcher.start(group), matcher.end(group)] as const) : [];
    if (matches === MAX_MATCHES) found.push([Math.max(end, matcher.start()), text.length]);
    for (const [from, to] of found.sort((a, b) => a[0] - b[0])) {
      if (from < end || to <= from) continue; // an empty group, or one within another
      ranges ??= [];
      ranges.push(from, to);
      end = to;
    }
    if (matches === MAX_MATCHES) break;
  }
  return ranges ?? NOWHERE;
}
