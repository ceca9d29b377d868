import { NO_GROUPING_SETTINGS } from '../../ports/grouping-store.ts';
import type { Regrouping } from '../../ports/regrouping-store.ts';
import { saveGrouping } from '../grouping-settings.ts';
import type { RegroupDeps } from './note-progress.ts';
import { sameRules } from './restore-rules.ts';

/**
 * The rules that issues were made to fit, unless there were others in between: it may be the sweep that goes on, long
 * after. `changed`: there were; nothing was written. Asked twice it ends what was begun.
 */
export const saveRules = async (
  deps: Pick<RegroupDeps, 'clock' | 'grouping' | 'projects'>,
  { projectId, rules }: Pick<Regrouping, 'projectId' | 'rules'>,
): Promise<'saved' | 'changed'> => {
  if (!rules) return 'saved';
  const now = (await deps.grouping.get(projectId)) ?? NO_GROUPING_SETTINGS;
  if (!sameRules(now, rules.before) && !sameRules(now, rules.after)) return 'changed';
  await saveGrouping(deps, projectId, rules.after);
  return 'saved';
};
