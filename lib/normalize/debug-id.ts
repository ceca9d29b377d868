import { hyphenatedUuid } from './hyphenated-uuid.ts';

/** With all its hyphens or none; the age of a Windows image may follow. */
const UUID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

/** A debug ID in its one spelling: a UUID in lower case, and the age, if it has one, behind a hyphen. */
export const normalizeDebugId = (text: string): string | undefined => {
  const id = UUID.exec(text)?.[0];
  if (id === undefined) return undefined;
  const age = /^-?([0-9a-f]{1,8})$/i.exec(text.slice(id.length))?.[1];
  if (age === undefined && text.length > id.length) return undefined;
  const uuid = hyphenatedUuid(id);
  return age === undefined || Number.parseInt(age, 16) === 0
    ? uuid
    : `${uuid}-${Number.parseInt(age, 16).toString(16)}`;
};
