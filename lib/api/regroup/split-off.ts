import { afterUnmerge } from '../../life/after-unmerge.ts';
import { itself } from '../../ports/issue-store.ts';
import type { Regrouping } from '../../ports/regrouping-store.ts';
import type { RegroupDeps } from './note-progress.ts';

/** If both are shown by one issue, which may be a third by now. */
export const splitOff = async (deps: RegroupDeps, { user }: Regrouping, into: string, id: string): Promise<void> => {
  const found = await deps.issues.get([into, id]);
  const shower = found.get(into);
  if (!shower || itself(found, id) || found.get(id)?.id !== shower.id) return;
  const child = (await deps.issues.mergedOf(shower)).find(one => one.id === id);
  if (!child) return;
  const at = deps.clock.now();
  await deps.issues.unmerge(shower.id, id, { at, user }, afterUnmerge(child, at));
};
