/** Characters that are looked at: the most that normalization leaves of a message. */
const MAX_CHARS = 8192;
const MAX_LINES = 2;
const ELLIPSIS = '...';
/** All that ends a line, for terminals and for Unicode. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/** When dots say that something was cut: `anything` counts blank lines and the end of the last, too. */
export type CutMark = 'anything' | 'lines';

/** The first two lines with something on them: further down are dumps, traces and listings. */
export function messageText(text: string, mark: CutMark = 'anything'): string {
  return mark === 'lines' ? linesOf2026_11(text) : firstLines(text);
}

function firstLines(text: string): string {
  const looked = text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text;
  // Most messages are one line without anything around it.
  if (looked === text && !LINE_END.test(text)) return text.trim() === '' ? '' : text;
  const lines = looked.split(LINE_END).filter(line => line.trim() !== '');
  const kept = lines.slice(0, MAX_LINES).join('\n');
  return kept === text || kept === '' ? kept : kept + ELLIPSIS;
}

/** As it was before there were stack-trace rules: dots only for lines, and for what is far too long. */
function linesOf2026_11(text: string): string {
  const start = text.trimStart();
  const lines = start
    .slice(0, MAX_CHARS)
    .split(/[\r\n]+/)
    .filter(line => line.trim() !== '');
  const kept = lines.slice(0, MAX_LINES).join('\n').trimEnd();
  return lines.length > MAX_LINES || start.length > MAX_CHARS ? kept + ELLIPSIS : kept;
}
