const ELLIPSIS = '...';

/** At most `max` UTF-16 units, the last three being dots when something was cut; never half a character. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - ELLIPSIS.length;
  const isHalf = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isHalf ? end - 1 : end) + ELLIPSIS;
}
