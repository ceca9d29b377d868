import { applyRulesAnew } from '../../grouping/apply-rules.ts';
import { formerTexts } from '../../grouping/former-texts.ts';
import { groupEvent } from '../../grouping/group-event.ts';
import type { GroupingRules } from '../../grouping/grouping-rules.ts';
import { rulesOf } from '../../grouping/rules-of.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { GroupingSettings } from '../../ports/grouping-store.ts';
import type { RegroupedEvent } from './regrouped-issue.ts';

/** Groups kept events by other rules. @param now milliseconds since 1970 */
export const eventGrouper = (settings: GroupingSettings, now: number): ((stored: StoredEvent) => RegroupedEvent) => {
  const rules = rulesOf(settings);
  const former = formerTexts(settings, now).map(rulesOf);
  return stored => ({
    eventId: stored.eventId,
    hashes: hashesBy(stored, rules),
    formerHashes: () => former.flatMap(one => hashesBy(stored, one)),
  });
};

const hashesBy = ({ event }: StoredEvent, rules: GroupingRules): readonly string[] =>
  groupEvent(applyRulesAnew(event, rules), rules).hashes;
