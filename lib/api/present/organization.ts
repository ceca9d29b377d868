import type { Organization } from '../../ports/project-store.ts';
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
