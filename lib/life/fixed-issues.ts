/** Characters of a message that are looked at. */
const MAX_MESSAGE_CHARS = 4_096;
/** Issues that one commit fixes. */
const MAX_ISSUES = 20;
const WORD = /^(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?):?$/i;
const SHORT_ID = /^[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9_])?-[0-9a-z]{1,13}$/i;
/** What may stand between two ids. */
const BETWEEN: ReadonlySet<string> = new Set(['and', '&', 'issue', 'issues', '#']);
/** Signs around an id: `(SHOP-1)`, `SHOP-1.`, `#SHOP-1`. */
const AROUND = /^[#([<"'`]{1,3}|[.,;:!)\]>"'`]{1,4}$/g;

/** Short ids (upper case) of the issues that a commit says it fixes: `Fixes SHOP-1, SHOP-2 and SHOP-3`. */
export const fixedIssues = (message: string): string[] => {
  const found = new Set<string>();
  let after = false;
  for (const word of message.slice(0, MAX_MESSAGE_CHARS).split(/[\s,;]+/)) {
    const bare = word.replace(AROUND, '');
    if (WORD.test(bare)) after = true;
    else if (after && SHORT_ID.test(bare)) found.add(bare.toUpperCase());
    else if (bare !== '' && !BETWEEN.has(bare.toLowerCase())) after = false;
    if (found.size === MAX_ISSUES) break;
  }
  return [...found];
};
