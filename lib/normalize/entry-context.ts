import type { JsonObject } from '../protocol/json.ts';
import { isObject } from '../protocol/json.ts';
import { isIpAddress } from './ip-address.ts';
import { clockDrift } from './timestamps.ts';

/** What the request says about each entry of a container. */
export interface EntryRequest {
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** Envelope header `sent_at`, milliseconds since 1970; without it a wrong clock goes unnoticed. */
  sentAt: number | undefined;
  clientIp: string | undefined;
  userAgent: string | undefined;
  /** Header names in lower case. */
  clientHints: Readonly<Record<string, string>>;
  /** The project keeps no addresses: none is inferred. */
  scrubIp: boolean;
}

/** What is the same for all entries of one container. */
export interface EntryContext {
  /** Seconds by which each of an entry's times is to be moved. */
  shift: number;
  /** The sender's address, where it may be used at all. */
  address: string | undefined;
  /** Whether an entry that says nothing of an address gets the sender's. */
  inferAddress: boolean;
  /** Whether the request's headers tell the browser of an entry. */
  inferAgent: boolean;
  userAgent: string | undefined;
  clientHints: Readonly<Record<string, string>>;
}

/** The version of containers since which the SDK says what may be inferred. */
const SETTINGS_VERSION = 2;

/**
 * Containers of version 2 say by `ingest_settings` what may be taken from the request, and by their silence that nothing
 * may. Older ones know no settings: the browser is told always, an address only in the place of `{{auto}}`.
 */
export const entryContext = (container: JsonObject, request: EntryRequest): EntryContext => {
  const { clientIp, userAgent, clientHints, scrubIp } = request;
  const legacy = container.version !== SETTINGS_VERSION;
  const settings = isObject(container.ingest_settings) ? container.ingest_settings : {};
  const inferAddress = !legacy && settings.infer_ip === 'auto';
  const usable = (legacy || inferAddress) && !scrubIp && clientIp !== undefined && isIpAddress(clientIp);
  return {
    shift: clockDrift(request),
    address: usable ? clientIp : undefined,
    inferAddress,
    inferAgent: legacy || settings.infer_user_agent === 'auto',
    userAgent,
    clientHints,
  };
};
