import { applyRules } from '../../lib/grouping/apply-rules.ts';
import { contributingValues } from '../../lib/grouping/component.ts';
import { DEFAULT_RULES } from '../../lib/grouping/default-rules.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import type { GroupingRules } from '../../lib/grouping/grouping-rules.ts';
import { normalizeEvent } from '../../lib/normalize/normalize-event.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import type { JsonObject } from '../../lib/protocol/json.ts';

const RECEIVED_AT = 1_700_000_000_000;

/** An event as the digest has it, of what an SDK has sent. */
export function receivedEvent(raw: JsonObject): SentryEvent {
  const normalized = normalizeEvent(raw, {
    eventId: '0'.repeat(32),
    receivedAt: RECEIVED_AT,
    retentionDays: 90,
    scrubIp: false,
    clientHints: {},
  });
  if (!('event' in normalized)) throw new Error(JSON.stringify(normalized));
  return normalized.event;
}

/** By variant, what the event is grouped by; a fingerprint counts as a variant. */
export function countedIn(raw: JsonObject, rules: GroupingRules = DEFAULT_RULES): Record<string, readonly string[]> {
  const { variants } = groupEvent(applyRules(receivedEvent(raw), rules), rules);
  const counted = Object.entries(variants).filter(([, { contributes }]) => contributes);
  return Object.fromEntries(
    counted.map(([name, { component, values }]) => [name, component ? contributingValues(component) : (values ?? [])]),
  );
}

export const thrown = (platform: string, type: string, value: string, frames?: JsonObject[]): JsonObject => ({
  platform,
  exception: { values: [{ type, value, ...(frames && { stacktrace: { frames } }) }] },
});
