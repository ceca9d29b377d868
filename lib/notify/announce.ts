import type { Announcer } from '../ports/announcer.ts';
import type { Notifier } from '../ports/notifier.ts';
import { composeNotification } from './compose-notification.ts';
import { composeReleaseNotification } from './compose-release-notification.ts';

/** Published first, taken out of the outbox after, by its caller: a crash in between tells people twice, never not at all. */
export const announcer = (deps: { notifier: Notifier; publicUrl: string }): Announcer => ({
  announce: async (announcement, issue, event) => {
    await deps.notifier.publish(composeNotification({ announcement, issue, event, publicUrl: deps.publicUrl }));
  },
  announceRelease: async announcement => {
    await deps.notifier.publish(composeReleaseNotification(announcement, deps.publicUrl));
  },
});
