import type { OrganizationScrub } from '../ports/key-store.ts';
import type { Project } from '../ports/project-store.ts';
import type { ApiDeps } from './api-request.ts';

/** The organization may be changed again while projects are told; they are told again then, this often at most. */
const MAX_ROUNDS = 5;

/**
 * Tells projects what their organization wants of scrubbing. Whoever tells looks again when all are told: so the last
 * to write a project has told it what holds.
 */
export const inheritOrganization = async (
  { projects }: Pick<ApiDeps, 'projects'>,
  organization: string,
  heirs: readonly Pick<Project, 'id'>[],
): Promise<void> => {
  const current = async () => (await projects.organization(organization))?.scrub;
  let told: OrganizationScrub | undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const scrub = await current();
    if (JSON.stringify(scrub) === JSON.stringify(told)) return;
    for (const { id } of heirs)
      await projects.updateKeySettings(id, settings => ({ ...settings, ...(scrub && { organizationScrub: scrub }) }));
    told = scrub;
  }
};
