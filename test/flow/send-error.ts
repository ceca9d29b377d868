import { randomBytes } from 'node:crypto';
import { parseDsn } from '../../lib/protocol/dsn.ts';

/**
 * Sends one error as an SDK would. The event's id, once it was acknowledged; throws when it was not.
 * @param at milliseconds since 1970
 */
export const sendError = async (
  dsn: string,
  message: string,
  eventId = randomBytes(16).toString('hex'),
  at = Date.now(),
): Promise<string> => {
  const { protocol, host, path, projectId, publicKey } = parseDsn(dsn) ?? broken(dsn);
  const response = await fetch(
    `${protocol}://${host}${path}/api/${projectId}/envelope/?sentry_key=${publicKey}&sentry_version=7`,
    {
      method: 'POST',
      body: envelope(eventId, message, at),
    },
  );
  const answer = await response.text();
  if (!response.ok) throw new Error(`the event was answered with ${response.status}: ${answer}`);
  return eventId;
};

const envelope = (eventId: string, message: string, at: number): string => {
  const stacktrace = { frames: [{ function: 'pay', filename: 'app.js', lineno: 1, in_app: true }] };
  const event = {
    event_id: eventId,
    timestamp: at / 1_000,
    platform: 'javascript',
    exception: { values: [{ type: 'LoadError', value: message, stacktrace }] },
    fingerprint: [message],
  };
  return [{ event_id: eventId }, { type: 'event' }, event].map(part => JSON.stringify(part)).join('\n');
};

const broken = (dsn: string): never => {
  throw new Error(`${dsn} is no DSN`);
};
