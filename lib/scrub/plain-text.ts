import { READABLE } from './field.ts';
import { scrubLooseText } from './loose-scrub.ts';
import { FILTERED } from './rules/built-in.ts';
import { pemKey } from './rules/pem-key.ts';
import type { Scrub } from './scrub.ts';

const NEWLINE = '\n';

/**
 * Scrubs a file of text line by line, whatever its length: rules look at a line as they look at a message. Only the body
 * of a private key is longer than a line.
 */
export function scrubPlainText(scrub: Scrub, text: string): string {
  const keyless = withoutKeys(scrub, text);
  const pieces: string[] = [];
  let taken = 0;
  for (let start = 0; start < keyless.length; ) {
    const newline = keyless.indexOf(NEWLINE, start);
    const end = newline < 0 ? keyless.length : newline;
    const line = keyless.slice(start, end);
    const scrubbed = scrubLooseText(scrub, line, 0, 0, READABLE) ?? '';
    if (scrubbed !== line) {
      pieces.push(keyless.slice(taken, start), scrubbed);
      taken = end;
    }
    start = end + 1;
  }
  return pieces.length === 0 ? keyless : pieces.join('') + keyless.slice(taken);
}

function withoutKeys(scrub: Scrub, text: string): string {
  const ranges = pemKey.find(text);
  const pieces: string[] = [];
  let taken = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const [start, end] = [ranges[i]!, ranges[i + 1]!]; // below the length
    if (text.slice(start, end) === FILTERED) continue;
    pieces.push(text.slice(taken, start), FILTERED);
    taken = end;
    scrub.redactions++;
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(taken);
}
