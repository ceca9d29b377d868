import type { EnvelopeItem } from '../../protocol/envelope.ts';

/** The attachments which are a crash by themselves, and what Sentry calls their exception and its mechanism. */
const CRASHES = {
  'event.minidump': { type: 'Minidump', mechanism: 'minidump' },
  'event.applecrashreport': { type: 'AppleCrashReport', mechanism: 'applecrashreport' },
} as const;

export type Crash = (typeof CRASHES)[keyof typeof CRASHES];

/** `undefined` for every other item. */
export const crashOf = ({ type, header }: EnvelopeItem): Crash | undefined => {
  const attachmentType = header.attachment_type;
  if (type !== 'attachment' || typeof attachmentType !== 'string') return undefined;
  return Object.hasOwn(CRASHES, attachmentType) ? CRASHES[attachmentType as keyof typeof CRASHES] : undefined; // just checked
};
