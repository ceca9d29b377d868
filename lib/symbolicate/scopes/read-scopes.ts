import { ScopeList } from './scope-list.ts';
import type { ScopeNames } from './scope-names.ts';
import { ScopeParser } from './scope-parser.ts';
import type { RecordScope } from './scope-walk.ts';

/** UTF-16 units of a minified file that is read for its scopes. */
export const MAX_CODE_UNITS = 20 * 1024 * 1024;

/** What is wrong only as a program is taken; a script that says `import` or `await`, too. */
const TOLERANT = {
  ecmaVersion: 'latest',
  allowReserved: true,
  allowReturnOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowAwaitOutsideFunction: true,
  allowHashBang: true,
  checkPrivateFields: false,
  // What stands in parentheses gives no name to what is assigned to it.
  preserveParens: true,
} as const;

/** The scopes of a minified file; `undefined` if it cannot be read, is nested too deeply, or too large. */
export function readScopes(code: string, names: ScopeNames): ScopeList | undefined {
  if (code.length > MAX_CODE_UNITS) return undefined;
  for (const sourceType of ['script', 'module'] as const) {
    try {
      return readAs(sourceType, code, names);
    } catch (error) {
      // A stack that overflows, a bound, acorn's surprise at what it was told to put up with: the same in either form.
      if (!(error instanceof SyntaxError)) return undefined;
    }
  }
  return undefined;
}

function readAs(sourceType: 'script' | 'module', code: string, names: ScopeNames): ScopeList {
  const scopes = new ScopeList();
  const record: RecordScope = (start, end, name) => {
    scopes.add(start, end, names.numberOf(name, end));
  };
  new ScopeParser({ ...TOLERANT, sourceType }, code, record).parse();
  return scopes;
}
