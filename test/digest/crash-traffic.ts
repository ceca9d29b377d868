import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import type { Quota } from '../../lib/protocol/quota.ts';
import { companyMessage, message, NOW } from '../support/digester.ts';

/** Of the file that comes along with an event. */
export const FILE_BYTES = 11;
/** The site whose issue people have discarded, where a story has one. */
export const DISCARDED_SITE = 'sitee';
/** Soon used up, so that telling it is interrupted as well. */
export const QUOTA: Quota = {
  id: 'daily',
  scope: 'project',
  scopeId: '1',
  categories: [],
  limit: 5,
  window: 86_400,
  reasonCode: 'daily',
};
/** One story in so many has a storm in it. */
const STORM_EVERY = 4;

/** Events of a few issues, some sent twice, some with a file and words of a user, over a few seconds; sometimes a storm. */
export const traffic = (random: () => number, seed: number): QueueMessage[] => {
  const queued = Array.from({ length: 3 + below(random, 25) }, () => arrival(random)).flat();
  return seed % STORM_EVERY === 0 ? [...queued, ...storm(random)] : queued;
};

export const hex = (random: () => number): string =>
  Array.from({ length: 32 }, () => below(random, 16).toString(16)).join('');

export const below = (random: () => number, limit: number): number => Math.floor(random() * limit);

const arrival = (random: () => number): QueueMessage[] => {
  const over = eventOf(random, `site${'abcde'[below(random, 5)]}`, NOW - below(random, 4) * 1_000);
  const queued = [message({ id: hex(random), ...over })];
  if (random() < 0.15) queued.push(message({ id: hex(random), ...over }));
  // In a message of its own, or in that of its event.
  const company = companyMessage({ id: hex(random), eventId: over.eventId, at: over.at, size: FILE_BYTES });
  const fate = random();
  if (fate < 0.15) queued.push(company);
  else if (fate < 0.3) queued.at(-1)?.items.push(...company.items);
  return queued;
};

/** Many events of one issue within two seconds, with a new release in the middle. */
const storm = (random: () => number): QueueMessage[] =>
  Array.from({ length: 60 + below(random, 200) }, (_, index) => {
    const release = index === 50 ? 'shop@2.0' : 'shop@1.0';
    return message({ id: hex(random), ...eventOf(random, 'sitestorm', NOW - below(random, 2) * 1_000, release) });
  });

const eventOf = (random: () => number, site: string, at: number, release = `shop@1.${below(random, 3)}`) => ({
  eventId: hex(random),
  site,
  at,
  event: {
    release,
    environment: random() < 0.8 ? 'production' : 'staging',
    // Some are nobody's.
    ...(random() < 0.8 && { user: { id: String(below(random, 12)) } }),
  },
});
