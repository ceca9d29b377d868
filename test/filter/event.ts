import { filterEvent } from '../../lib/filter/filter-event.ts';
import { normalizeEvent } from '../../lib/normalize/normalize-event.ts';
import { DEFAULT_FILTER_SETTINGS, type FilterSettings } from '../../lib/ports/key-store.ts';
import type { JsonObject } from '../../lib/protocol/json.ts';

/** Every filter off. */
export const OFF: FilterSettings = {
  ...DEFAULT_FILTER_SETTINGS,
  chunkLoadErrors: false,
  healthChecks: false,
  reactHydrationErrors: false,
  noisyCspSources: false,
};

const META = { eventId: 'a'.repeat(32), receivedAt: 1_795_377_600_000, retentionDays: 90, scrubIp: false };

/** Which filter takes an event as an SDK sends it, with only `settings` switched on. */
export const filtered = (
  fields: object,
  settings: Partial<FilterSettings>,
  sender: { clientIp?: string; userAgent?: string } = {},
): string | undefined => {
  // Normalization uses its payload up.
  const raw = structuredClone(fields) as JsonObject;
  const normalized = normalizeEvent(raw, META);
  if ('discard' in normalized) throw new Error(normalized.discard);
  return filterEvent(normalized.event, { ...OFF, ...settings }, sender);
};

export const thrown = (...values: { type?: string; value?: string; stacktrace?: object }[]) => ({
  platform: 'javascript',
  exception: { values },
});

export const withAgent = (agent: string) => ({
  ...thrown({ type: 'Error', value: 'boom' }),
  request: { headers: { 'User-Agent': agent } },
});
