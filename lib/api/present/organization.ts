import type { OrganizationScrub } from '../../ports/key-store.ts';
import type { Organization } from '../../ports/project-store.ts';
import { presentScrubbing } from '../scrubbing.ts';
import { isoTime } from './time.ts';

export const presentOrganization = ({ slug, name, dateCreated }: Organization, publicUrl: string) => ({
  id: slug,
  slug,
  name,
  dateCreated: isoTime(dateCreated),
  status: { id: 'active', name: 'active' },
  isEarlyAdopter: false,
  require2FA: false,
  requireEmailVerification: false,
  features: [],
  avatar: { avatarType: 'letter_avatar', avatarUuid: null },
  // Clients would send later requests to a region's URL; an empty one keeps them here.
  links: { organizationUrl: publicUrl, regionUrl: '' },
});

/** Of an organization that has said nothing: it adds nothing to what its projects do. */
export const NO_SCRUB: OrganizationScrub = {
  scrubData: false,
  scrubDefaults: false,
  scrubIpAddresses: false,
  sensitiveFields: [],
  safeFields: [],
};

/** With what it wants of all its projects. */
export const presentOrganizationDetails = (organization: Organization, publicUrl: string) => ({
  ...presentOrganization(organization, publicUrl),
  ...presentScrubbing(organization.scrub ?? NO_SCRUB),
});
