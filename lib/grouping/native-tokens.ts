/** Blanks in here end no token: `(anonymous namespace)`, `{closure#0 in run}`. */
const ENCLOSED = /`[^`']*'|\([^()]*\)|\{[^{}]*\}|\[[^[\]]*\]/g;
const BLANK = '\0';

/** What stands between the blanks of a signature, from which arguments and templates were taken. */
export function nameTokens(signature: string): readonly string[] {
  const tokens = signature
    .replace(ENCLOSED, enclosed => enclosed.replaceAll(/\s/g, BLANK))
    .split(/\s+/)
    .map(token => token.replaceAll(BLANK, ' '))
    .filter(token => token !== '');
  return withOperators(tokens);
}

/** `operator bool` and Microsoft's `operator<< <T>` are one name each. */
function withOperators(tokens: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    const isOne = before !== undefined && (/\boperator$/.test(before) || (token === '<T>' && before !== '->'));
    if (isOne) joined[joined.length - 1] = `${before} ${token}`;
    else joined.push(token);
  }
  return joined;
}

const ARROW = '->';
/** What Swift puts between a function and its arrow. */
const EFFECTS: ReadonlySet<string> = new Set(['throws', 'rethrows', 'async']);
const APPLE: ReadonlySet<string> = new Set(['cocoa', 'swift']);

/** The token that names the function, or in Swift what the compiler made of one. `undefined`: there is none. */
export function functionToken(tokens: readonly string[], platform: string): string | undefined {
  const initialized = initializedProperty(tokens);
  if (initialized !== undefined) return `initializer expression of ${initialized}`;
  const token = beforeArrow(tokens) ?? tokens.at(-1);
  if (token === undefined) return undefined;
  // An attribute where a name should be: nobody has named it.
  if (token.startsWith('@') && APPLE.has(platform)) return isThunk(tokens) ? 'thunk for closure' : 'closure';
  return tokens.includes('closure') && token !== 'closure' ? `closure in ${token}` : token;
}

const isThunk = (tokens: readonly string[]): boolean =>
  tokens.some((token, i) => token === 'thunk' && tokens[i + 1] === 'for');

/** `variable initialization expression of static Cart.limit` → `Cart.limit`. */
function initializedProperty(tokens: readonly string[]): string | undefined {
  const of = tokens.lastIndexOf('of');
  if (of < 2 || tokens[of - 1] !== 'expression' || tokens[of - 2] !== 'initialization') return undefined;
  const property = tokens[of + 1] === 'static' ? tokens[of + 2] : tokens[of + 1];
  return property?.replace(/^:/, '');
}

/** In Swift and Rust the result stands behind. */
function beforeArrow(tokens: readonly string[]): string | undefined {
  const before = tokens.slice(0, Math.max(tokens.lastIndexOf(ARROW), 0));
  return before.findLast(token => !EFFECTS.has(token));
}
