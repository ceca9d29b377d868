import type { Announcer } from '../ports/announcer.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Outbox } from '../ports/outbox.ts';
import { composeNotification } from './compose-notification.ts';

/** Published first, taken out of the outbox after: a crash in between tells people twice, never not at all. */
export const announcer = (deps: { notifier: Notifier; outbox: Outbox; publicUrl: string }): Announcer => ({
  announce: async (announcement, issue, event) => {
    await deps.notifier.publish(composeNotification({ announcement, issue, event, publicUrl: deps.publicUrl }));
    await deps.outbox.delete(announcement);
  },
});
