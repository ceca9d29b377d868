import type { QueueMessage } from '../protocol/queue-message.ts';
import { retentionDays, retentionPrefix } from '../protocol/retention.ts';

/** How long the events of a project's messages are kept: as the newest of them says, should the settings change just then. */
export interface KeptFor {
  days: number;
  /** How keys of their objects go on: `d30`. */
  objectClass: string;
}

/** @param deploymentDays how long this installation keeps events */
export const keptFor = (messages: readonly QueueMessage[], deploymentDays: number): KeptFor => {
  const newest = messages.reduce<QueueMessage | undefined>(
    (latest, message) => (latest && latest.received > message.received ? latest : message),
    undefined,
  );
  const days = retentionDays(newest?.retention, 'event', deploymentDays);
  return { days, objectClass: retentionPrefix(days, deploymentDays) };
};
