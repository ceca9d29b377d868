import type { Outcome } from '../../protocol/outcome.ts';
import type { EdgeFate, EdgeItem } from '../edge-item.ts';
import { parseEvent } from '../event/parse.ts';

/** An event that a security report was made into: taken as any event, and counted in a category of its own. */
export const parseSecurity: EdgeItem = (item, context) => {
  const { kept, outcomes } = parseEvent(item, context);
  if (kept?.type !== 'event') return { outcomes: outcomes.map(outcome => ({ ...outcome, category: 'security' })) };
  if (kept.event.type !== 'csp') return invalidReport('security_report');
  return { kept: { ...kept, category: 'security' }, outcomes };
};

/** @param reason `security_report_type`: of a kind that is not kept; `security_report`: it lacks what makes it one */
export const invalidReport = (reason: 'invalid_json' | 'security_report_type' | 'security_report'): EdgeFate => {
  const fate: Outcome = { category: 'security', outcome: 'invalid', reason, quantity: 1 };
  return { outcomes: [fate] };
};
