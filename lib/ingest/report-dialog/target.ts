import type { KeyStore } from '../../ports/key-store.ts';
import { type Dsn, PUBLIC_KEY, parseDsn } from '../../protocol/dsn.ts';
import { parseEventId } from '../../protocol/event-id.ts';
import { Refusal } from '../../protocol/refusal.ts';

/** What a report is about, and whose. */
export interface ReportTarget {
  dsn: Dsn;
  /** As the page has it. */
  dsnText: string;
  /** 32 hex digits. */
  eventId: string;
}

/** Out of `?dsn=…&eventId=…`. Throws a `Refusal` when there is no such key here, or the event's id is none. */
export const findTarget = async (keys: KeyStore, query: URLSearchParams): Promise<ReportTarget> => {
  const dsnText = query.get('dsn') ?? '';
  const dsn = parseDsn(dsnText);
  const eventId = parseEventId(query.get('eventId'));
  if (!dsn || !eventId || !PUBLIC_KEY.test(dsn.publicKey)) throw new Refusal('not_found');
  const settings = await keys.find(dsn.publicKey);
  if (!settings?.enabled || settings.projectId !== dsn.projectId) throw new Refusal('not_found');
  return { dsn, dsnText, eventId };
};
