import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { lenientText, readList } from './read.ts';

/** The parts the SDK groups by, never trimmed: a cut part would join what the SDK keeps apart. */
export const normalizeFingerprint = (value: Json | undefined, notes: Notes): string[] | undefined => {
  const list = readList(value, 'fingerprint', notes);
  if (list === undefined) return undefined;
  const parts: string[] = [];
  list.forEach((part, place) => {
    const text = lenientText(part);
    if (text !== undefined) parts.push(text);
    else if (part !== null) refusePart(part, place, notes);
  });
  return parts.length > 0 ? parts : undefined;
};

const refusePart = (part: Json, place: number, notes: Notes): void => {
  notes.path.push('fingerprint', place);
  notes.refuseMember('invalid_data', 'expected a primitive value', part);
  notes.path.length -= 2;
};
