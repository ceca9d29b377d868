import type { Filter } from './filter.ts';
import { parseIp, parseIpRange } from './ip-range.ts';

/** Events that came from an address or a range. */
export const clientIps: Filter = settings => {
  const ranges = settings.clientIps.flatMap(text => parseIpRange(text.trim()) ?? []);
  if (ranges.length === 0) return undefined;
  return (_event, { clientIp }) => {
    const address = clientIp === undefined ? undefined : parseIp(clientIp);
    return address !== undefined && ranges.some(range => range(address));
  };
};
