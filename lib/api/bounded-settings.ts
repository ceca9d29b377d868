import { refuseFields } from './refusal.ts';

/**
 * Bytes of settings as JSON. A key's row holds those of its project and of its organization, and a change of a project
 * writes all its keys in one transaction, which DynamoDB lets be 4 MB.
 */
export const MAX_PROJECT_SETTINGS_BYTES = 49_152;
export const MAX_ORGANIZATION_SETTINGS_BYTES = 32_768;

/** Settings that are small enough to be read with every key. */
export const boundedSettings = <S>(settings: S, most: number): S => {
  const bytes = Buffer.byteLength(JSON.stringify(settings));
  if (bytes <= most) return settings;
  throw refuseFields([
    { field: '', why: `All settings together may have ${most} bytes as JSON; these would have ${bytes}.` },
  ]);
};
