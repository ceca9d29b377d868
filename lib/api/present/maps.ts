import { type MapCounts, type ReleaseDayCount, sumMapCounts } from '../../ports/release-counts.ts';
import type { MapsJson } from '../contract/adoption.ts';

/** How events were mapped when they came; `null`: none of them had frames that a map is for. */
export const presentMaps = (counts: readonly Pick<ReleaseDayCount, 'maps'>[]): MapsJson | null => {
  const sum = sumMapCounts(counts.map(({ maps }) => maps));
  return sum ? mapsOf(sum) : null;
};

const mapsOf = ({ mapped, partly, unmapped, reasons }: MapCounts): MapsJson => ({
  mapped,
  partly,
  unmapped,
  reasons: Object.entries(reasons)
    .map(([reason, events]) => ({ reason, events }))
    .sort((one, other) => other.events - one.events || (one.reason < other.reason ? -1 : 1)),
});
