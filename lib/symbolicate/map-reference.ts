import { normalizeDebugId } from '../normalize/debug-id.ts';

/** UTF-16 units at the end of a file in which its comments are looked for; inline maps are longer, and begin before. */
const TAIL = 4_096;
/** Units of a reference that is no inline map. */
const MAX_REFERENCE = 4_096;

/** What a built file says of its map. */
export interface MapReference {
  /** As it stands there: relative, absolute, or `data:`. */
  url?: string;
  debugId?: string;
}

/** What the last comments of a file say. */
export const mapReference = (text: string): MapReference => {
  const url = lastComment(text, 'sourceMappingURL');
  const debugId = lastComment(text.slice(-TAIL), 'debugId');
  const id = debugId === undefined ? undefined : normalizeDebugId(debugId);
  return { ...(url !== undefined && { url: referenceOf(url) }), ...(id !== undefined && { debugId: id }) };
};

/** Without query and fragment; those of a `data:` address would be part of the map. */
export const referenceOf = (reference: string): string =>
  reference.startsWith('data:') ? reference : reference.slice(0, MAX_REFERENCE).replace(/[?#].*$/s, '');

/** `//# name=value` or `//@ name=value`, looked for from the end, without trying any place twice. */
const lastComment = (text: string, name: string): string | undefined => {
  for (let at = text.lastIndexOf(`${name}=`); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(`${name}=`, at - 1)) {
    const before = text.slice(Math.max(at - 4, 0), at);
    if (!/\/[/*][#@][ \t]$/.test(before)) continue;
    const start = at + name.length + 1;
    const end = text.indexOf('\n', start);
    const value = text.slice(start, end === -1 ? text.length : end).trim();
    const word = before.includes('/*') ? value.replace(/\*\/$/, '').trim() : value;
    if (word !== '' && !/\s/.test(word.slice(0, MAX_REFERENCE))) return word;
  }
  return undefined;
};
