import type { ScopeName } from './symbol-index.ts';

/** Names that tell nobody anything. */
const USELESS: ReadonlySet<string> = new Set(['<anonymous>', '__webpack_require__', '__webpack_modules__']);
/** How Dart's compiler begins the names of asynchronous functions. */
const DART_ASYNC = '$async$';

interface FunctionFacts {
  scope: ScopeName;
  /** As the browser said. */
  raw: string | undefined;
  /** What the map calls the very token of the frame. */
  tokenName: string | undefined;
  /** What the map calls the token where the caller calls it. */
  calledAs: string | undefined;
}

/** What a mapped frame's function is called. */
export const shownFunction = (facts: FunctionFacts): string => foldRepeats(chooseName(facts));

const chooseName = ({ scope, raw, tokenName, calledAs }: FunctionFacts): string => {
  if (scope.kind === 'unknown') return raw || '<unknown>';
  const name = scope.kind === 'named' ? scope.name : '<anonymous>';
  if (name.startsWith(DART_ASYNC)) return tokenName || name;
  return USELESS.has(name) ? calledAs || raw || name : name;
};

/** `a.a.a.b` → `{a#3}.b`: recursive names of bundles' modules differ in nothing else. The last part stays as it is. */
const foldRepeats = (name: string): string => {
  const parts = name.split('.');
  const last = parts.pop() ?? '';
  const folded: string[] = [];
  for (let at = 0; at < parts.length; ) {
    const part = parts[at] ?? '';
    let count = 1;
    while (parts[at + count] === part) count++;
    folded.push(count === 1 ? part : `{${part}#${count}}`);
    at += count;
  }
  return [...folded, last].join('.');
};
