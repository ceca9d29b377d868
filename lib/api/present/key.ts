import type { EdgeSettings } from '../../ports/key-store.ts';
import type { Project } from '../../ports/project-store.ts';
import { isoTime } from './time.ts';

export const presentKey = (key: EdgeSettings, project: Project, publicUrl: string) => ({
  id: key.publicKey,
  name: 'Default',
  label: 'Default',
  public: key.publicKey,
  secret: '',
  projectId: Number(key.projectId),
  isActive: key.enabled,
  dateCreated: isoTime(project.dateCreated),
  rateLimit: null,
  dsn: {
    public: dsn(key, publicUrl),
    secret: '',
    security: `${publicUrl}/api/${key.projectId}/security/?sentry_key=${key.publicKey}`,
  },
});

/** `https://KEY@host/path/PROJECT` */
const dsn = (key: EdgeSettings, publicUrl: string): string => {
  const { protocol, host, pathname } = new URL(publicUrl);
  return `${protocol}//${key.publicKey}@${host}${pathname.replace(/\/$/, '')}/${key.projectId}`;
};
