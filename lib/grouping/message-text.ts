/** Characters that are looked at: the most that normalization leaves of a message. */
const MAX_CHARS = 8192;
const MAX_LINES = 2;
const ELLIPSIS = '...';

/** The first two lines with something on them: further down are dumps, traces and listings. */
export function messageText(text: string): string {
  const start = text.trimStart();
  const lines = start
    .slice(0, MAX_CHARS)
    .split(/[\r\n]+/)
    .filter(line => line.trim() !== '');
  const kept = lines.slice(0, MAX_LINES).join('\n').trimEnd();
  return lines.length > MAX_LINES || start.length > MAX_CHARS ? kept + ELLIPSIS : kept;
}
