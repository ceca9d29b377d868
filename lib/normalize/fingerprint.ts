import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { lenientText, readList } from './read.ts';

/** The parts the SDK groups by, never trimmed: a cut part would join what the SDK keeps apart. */
export const normalizeFingerprint = (value: Json | undefined, notes: Notes): string[] | undefined => {
  const list = readList(value, 'fingerprint', notes);
  if (list === undefined) return undefined;
  const parts: string[] = [];
  notes.path.push('fingerprint');
  list.forEach((part, place) => {
    const text = lenientText(part);
    if (text !== undefined) parts.push(text);
    else if (part !== null) notes.refuseMember(String(place), 'invalid_data', 'expected a primitive value', part);
  });
  notes.path.pop();
  return parts.length > 0 ? parts : undefined;
};
