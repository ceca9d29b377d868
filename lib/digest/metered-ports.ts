import { monthsOf } from '../budget/message-usage.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { UsageMeter } from '../ports/usage-meter.ts';

type Meter = Pick<UsageMeter, 'add'>;

/** Bytes of a kept event's row and of its place in the index, with a compressed payload of 6 kB in it. */
const ROW_BYTES = 2_200;

/** The same blob store; what it is asked for is metered, and what it keeps is charged for its retention. */
export const meteredBlobs = (blobs: BlobStore, meter: Meter, retentionDays: number): BlobStore => ({
  ...blobs,
  put: (key, bytes) => {
    meter.add({ bucketPuts: 1, bucketByteMonths: bytes.byteLength * monthsOf(retentionDays) });
    return blobs.put(key, bytes);
  },
  get: (...asked) => {
    meter.add({ bucketGets: 1 });
    return blobs.get(...asked);
  },
});

/** The same event store; the rows that it keeps are charged for their retention. */
export const meteredEvents = (events: EventStore, meter: Meter, retentionDays: number): EventStore => ({
  ...events,
  put: kept => {
    meter.add({ tableByteMonths: kept.length * ROW_BYTES * monthsOf(retentionDays) });
    return events.put(kept);
  },
});

export const meteredNotifier = (notifier: Notifier, meter: Meter): Notifier => ({
  publish: notification => {
    meter.add({ publishes: 1 });
    return notifier.publish(notification);
  },
});
