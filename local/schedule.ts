import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import { complain } from './complain.ts';
import { type Door, invoke } from './invoke.ts';

/** Plays EventBridge: calls a door at a fixed rate, never twice at once. */
export const startSchedule = (schedule: {
  name: string;
  door: Door<ScheduledEvent, unknown>;
  everyMs: number;
}): { stop(): Promise<void> } => {
  let running: Promise<void> | undefined;
  const tick = (): void => {
    running ??= invoke(schedule.name, schedule.door, scheduledEvent(schedule.name), schedule.everyMs)
      .then(() => undefined)
      .catch((error: unknown) => complain('door threw', { door: schedule.name, error: String(error) }))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(tick, schedule.everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};

const scheduledEvent = (name: string): ScheduledEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  region: 'local',
  resources: [`arn:aws:events:local:000000000000:rule/${name}`],
  detail: {},
});
