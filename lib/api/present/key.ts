import type { EdgeSettings } from '../../ports/key-store.ts';
import type { Project } from '../../ports/project-store.ts';
import { formatDsn } from '../../protocol/dsn.ts';
import { SDK_MAJORS } from '../contract/key.ts';
import { keyRateLimit } from '../key-rate-limit.ts';
import { loaderOf } from '../loader-of.ts';
import { isoTime } from './time.ts';

/** A key in Sentry's shape. Secrets of keys are long gone from the protocol; clients get an empty one. */
export const presentKey = (key: EdgeSettings, project: Project, publicUrl: string) => {
  const { sdkVersion, hasPerformance, hasReplay, hasDebug, hasFeedback } = loaderOf(key);
  const name = key.name ?? 'Default';
  return {
    id: key.publicKey,
    name,
    label: name,
    public: key.publicKey,
    secret: '',
    projectId: Number(key.projectId),
    isActive: key.enabled,
    dateCreated: isoTime(key.dateCreated ?? project.dateCreated),
    rateLimit: keyRateLimit(key),
    dsn: presentDsn(key, publicUrl),
    browserSdkVersion: sdkVersion,
    browserSdk: { choices: SDK_MAJORS.map(version => [version, version]) },
    dynamicSdkLoaderOptions: { hasPerformance, hasReplay, hasDebug, hasFeedback },
    useCase: 'user',
  };
};

/** Where things are sent with this key. */
const presentDsn = ({ publicKey, projectId }: EdgeSettings, publicUrl: string) => {
  const doors = `${publicUrl}/api/${projectId}`;
  const asKey = `?sentry_key=${publicKey}`;
  return {
    public: formatDsn(publicUrl, publicKey, projectId),
    secret: '',
    csp: `${doors}/csp-report/${asKey}`,
    security: `${doors}/security/${asKey}`,
    minidump: `${doors}/minidump/${asKey}`,
    nel: `${doors}/nel/${asKey}`,
    unreal: `${doors}/unreal/${publicKey}/`,
    crons: `${doors}/cron/___MONITOR_SLUG___/${publicKey}/`,
    cdn: `${publicUrl}/js-sdk-loader/${publicKey}.min.js`,
  };
};
