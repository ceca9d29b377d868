import type { Clock } from '../ports/clock.ts';
import type { EdgeSettings } from '../ports/key-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { QuotaLevel, QuotaStore, QuotaWindow, WindowState } from '../ports/quota-store.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import type { ActiveLimit, Quota } from '../protocol/quota.ts';
import { sameQuota, windowEnd } from '../protocol/quota-window.ts';
import type { Origin } from './origin.ts';
import { windowUses } from './quota-windows.ts';

export interface EnforceDeps {
  clock: Clock;
  quotas: QuotaStore;
  projects: Pick<ProjectStore, 'list' | 'updateKey' | 'updateKeySettings'>;
}

/** From this part of a quota on edge functions read their keys more often. */
const NEAR = 0.8;

const RANKS = { free: 0, near: 1, used_up: 2 } as const satisfies Record<QuotaLevel, number>;

/**
 * Tells the keys of a scope when a quota is nearly or wholly used up, once a window and level. Safe twice: it goes by
 * what is counted, whoever counted it, so that a digest that died in between is made up for by the next message.
 */
export const enforceQuotas = async (
  deps: EnforceDeps,
  origin: Origin,
  messages: readonly QueueMessage[],
): Promise<void> => {
  const now = deps.clock.now();
  const windows = windowUses(messages).filter(({ quota, start }) => windowEnd(quota, start) > now);
  if (windows.length === 0) return;
  const states = await deps.quotas.read(windows);
  for (const [index, window] of windows.entries()) {
    const state = states[index]!; // one a window, in their order
    const level = levelOf(window.quota, state);
    if (RANKS[level] > RANKS[state.told]) await tell(deps, origin, window, level);
  }
};

const levelOf = ({ limit }: Quota, { used }: WindowState): QuotaLevel => {
  if (used >= limit) return 'used_up';
  return used >= NEAR * limit ? 'near' : 'free';
};

/** First the keys, then the note that they know: who dies in between tells them again. */
const tell = async (deps: EnforceDeps, origin: Origin, window: QuotaWindow, level: QuotaLevel): Promise<void> => {
  const now = deps.clock.now();
  await changeScope(deps.projects, origin, window.quota, settings => {
    // A quota that was changed or taken away since the message was sent limits nobody.
    if (!settings.quotas?.some(quota => sameQuota(quota, window.quota))) return settings;
    return level === 'used_up' ? withLimit(settings, window, now) : withNearLimit(settings, window);
  });
  await deps.quotas.noteTold(window, level);
};

/** The keys that a quota is about, and what later ones begin with. */
const changeScope = async (
  projects: EnforceDeps['projects'],
  origin: Origin,
  { scope, scopeId }: Quota,
  change: (settings: EdgeSettings) => EdgeSettings,
): Promise<void> => {
  switch (scope) {
    case 'key':
      await projects.updateKey(origin.projectId, scopeId, change);
      return;
    case 'project':
      await projects.updateKeySettings(origin.projectId, change);
      return;
    case 'organization':
      for (const { id } of await projects.list(origin.organization)) await projects.updateKeySettings(id, change);
  }
};

const withLimit = (settings: EdgeSettings, { quota, start }: QuotaWindow, now: number): EdgeSettings => {
  const { id, scope, categories, reasonCode } = quota;
  const limit: ActiveLimit = { quotaId: id, scope, categories, reasonCode, until: windowEnd(quota, start) };
  const others = (settings.limits ?? []).filter(
    one => one.until > now && !(one.quotaId === id && one.scope === scope && one.until <= limit.until),
  );
  return { ...settings, limits: [...others, limit] };
};

const withNearLimit = (settings: EdgeSettings, { quota, start }: QuotaWindow): EdgeSettings => ({
  ...settings,
  nearLimitUntil: Math.max(settings.nearLimitUntil ?? 0, windowEnd(quota, start)),
});
