import type { Clock } from '../../lib/ports/clock.ts';
import type { Erasure, ErasureRequest, ErasureStore } from '../../lib/ports/erasure-store.ts';

/** Orders as they were given; nobody works on them. */
export const memoryErasureStore = (
  clock: Clock,
): ErasureStore & { requests: ErasureRequest[]; erasures: Erasure[] } => {
  const requests: ErasureRequest[] = [];
  const erasures: Erasure[] = [];
  const counts = { issues: 0, events: 0, attachments: 0, feedback: 0, users: 0, rows: 0, shortened: 0 };
  return {
    requests,
    erasures,
    request: async request => {
      const { organization, order, requestedBy } = request;
      const erasure: Erasure = {
        id: String(requests.push(request)).padStart(32, '0'),
        organization,
        kind: order.kind,
        projectIds: order.projectIds,
        requestedBy,
        requested: clock.now(),
        state: 'requested',
        erased: { ...counts, payloadBytes: 0, attachmentBytes: 0 },
        issues: [],
      };
      erasures.unshift(erasure);
      return erasure;
    },
    get: async (organization, id) => erasures.find(one => one.organization === organization && one.id === id),
    list: async (organization, { limit, cursor }) => {
      const own = erasures.filter(
        one => one.organization === organization && (cursor === undefined || one.id < cursor),
      );
      const page = own.slice(0, limit);
      const next = own.length > limit ? page.at(-1)?.id : undefined;
      return { erasures: page, ...(next !== undefined && { next }) };
    },
  };
};
