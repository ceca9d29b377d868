import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Organization, ProjectStore } from '../ports/project-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { organizationKey } from './keys/organization.ts';
import { organizationFields, toOrganization } from './project-rows.ts';
import { putMissing } from './put-missing.ts';
import { attributes, getItem, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** What a project store knows of organizations. */
export const organizations = (
  table: Table,
): Pick<ProjectStore, 'organization' | 'createOrganization' | 'updateOrganization'> => ({
  organization: slug => readOrganization(table, slug),

  createOrganization: async organization => {
    await putMissing(table, { ...attributes(organizationKey(organization.slug)), ...organizationFields(organization) });
  },

  updateOrganization: (slug, change) =>
    inRounds(async () => {
      const before = await readOrganization(table, slug);
      if (!before) return undefined;
      const after = change(before);
      return (await commit(table, [replaceOrganization(table, before, after)])) ? RETRY : after;
    }),
});

const readOrganization = async (table: Table, slug: string): Promise<Organization | undefined> => {
  const item = await getItem(table, organizationKey(slug), { consistent: true });
  return item && toOrganization(item);
};

/** Written as long as name and scrubbing are what was read. */
const replaceOrganization = (table: Table, before: Organization, after: Organization): TransactWriteItem =>
  transactUpdate(table, organizationKey(before.slug), {
    UpdateExpression: `SET #name = :name${after.scrub ? ', scrub = :scrub' : ''}`,
    ConditionExpression: `#name = :oldName AND ${before.scrub ? 'scrub = :oldScrub' : 'attribute_not_exists(scrub)'}`,
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: {
      ':name': text(after.name),
      ':oldName': text(before.name),
      ...(after.scrub && { ':scrub': text(JSON.stringify(after.scrub)) }),
      ...(before.scrub && { ':oldScrub': text(JSON.stringify(before.scrub)) }),
    },
  });
