import { NOWHERE, type Pattern, type Ranges } from '../rules/rule.ts';
import { TRAIT } from '../trait.ts';

/** A folder that holds a folder for each user of a machine, and the name of one of these, which may have blanks. */
const HOME = /(?:\b(?:users|home|documents and settings)|[/\\]profiles)[/\\]([^/\\\r\n\0]+)/gi;

/** The user's name in paths such as `/home/jane/x` and `C:\Users\jane\x`. */
export const userPath: Pattern = { needs: TRAIT.any, find: findNames };

function findNames(text: string): Ranges {
  HOME.lastIndex = 0;
  let ranges: number[] | undefined;
  for (let match = HOME.exec(text); match !== null; match = HOME.exec(text)) {
    const [, name = ''] = match;
    ranges ??= [];
    ranges.push(HOME.lastIndex - name.length, HOME.lastIndex);
  }
  return ranges ?? NOWHERE;
}
