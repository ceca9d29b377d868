import { NO_GROUPING_SETTINGS } from '../../ports/grouping-store.ts';
import type { Regrouping, RuleTexts } from '../../ports/regrouping-store.ts';
import { saveGrouping } from '../grouping-settings.ts';
import type { RegroupDeps } from './note-progress.ts';

/**
 * The rules before, unless there were others in between. `changed`: there were; nothing was written.
 * Asked twice it finds that they are restored.
 */
export const restoreRules = async (
  deps: Pick<RegroupDeps, 'clock' | 'grouping' | 'projects'>,
  { projectId, rules, faults }: Pick<Regrouping, 'projectId' | 'rules' | 'faults'>,
): Promise<'restored' | 'changed'> => {
  // It may have saved none.
  if (!rules || faults.some(({ why }) => why === 'changed')) return 'restored';
  const now = (await deps.grouping.get(projectId)) ?? NO_GROUPING_SETTINGS;
  if (sameRules(now, rules.before)) return 'restored';
  if (!sameRules(now, rules.after)) return 'changed';
  await saveGrouping(deps, projectId, rules.before);
  return 'restored';
};

export const sameRules = (one: RuleTexts, other: RuleTexts): boolean =>
  one.groupingEnhancements === other.groupingEnhancements && one.fingerprintingRules === other.fingerprintingRules;
