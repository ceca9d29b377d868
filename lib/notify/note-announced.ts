import { describeError, type Log } from '../log.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Clock } from '../ports/clock.ts';
import type { FateLog } from '../ports/fate-log.ts';

export interface NoteAnnouncedDeps {
  announcer: Announcer;
  fates: Pick<FateLog, 'noteAnnounced'>;
  clock: Clock;
  log: Log;
}

/**
 * The same announcer; when people were told of an issue becomes a part of the event's fate. They were told, whether that can be noted or
 * not: it never makes an announcement fail.
 */
export const notingAnnouncer = ({ announcer, fates, clock, log }: NoteAnnouncedDeps): Announcer => ({
  announceRelease: announcement => announcer.announceRelease(announcement),
  announce: async (announcement, issue, event) => {
    await announcer.announce(announcement, issue, event);
    const { eventId } = announcement;
    try {
      await fates.noteAnnounced([{ projectId: issue.projectId, eventId }], clock.now());
    } catch (error) {
      log('error', 'that an event was announced was not noted', {
        issue: issue.id,
        event: eventId,
        ...describeError(error),
      });
    }
  },
});
