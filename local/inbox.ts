import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** A notification as it came from the topic. */
export interface InboxEntry {
  /** ISO 8601. */
  time: string;
  subject: string;
  text: string;
  sms: string;
  attributes: Record<string, string>;
}

/** Entries that the inbox shows; the file keeps all. */
const MAX_SHOWN = 500;

/** The local subscriber's memory: one line of JSON a notification, written before the topic is answered. */
export const openInbox = (file: string): { add(entry: InboxEntry): void; list(): InboxEntry[] } => {
  const entries: InboxEntry[] = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(parseLine) : [];
  return {
    add: entry => {
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
      if (entries.length > 2 * MAX_SHOWN) entries.splice(0, entries.length - MAX_SHOWN);
    },
    /** Newest first. */
    list: () => entries.slice(-MAX_SHOWN).reverse(),
  };
};

/** A crash may have left half a last line. */
const parseLine = (line: string): InboxEntry[] => {
  try {
    // Written by `add`.
    return line ? [JSON.parse(line) as InboxEntry] : [];
  } catch {
    return [];
  }
};
