import type { IssueMetadata } from '../ports/issue-store.ts';

/** An issue of one event is to stay within a write unit of 1 KB, so whose its frames are takes a letter. */
const LETTERS = { 'in-app-only': 'a', 'system-only': 's', mixed: 'm' } as const;

type Mix = keyof typeof LETTERS;
type Stored = Omit<IssueMetadata, 'in_app_frame_mix'> & { mix?: (typeof LETTERS)[Mix] };

const MIXES = { a: 'in-app-only', s: 'system-only', m: 'mixed' } as const satisfies Record<
  NonNullable<Stored['mix']>,
  Mix
>;

/** As text of an attribute. */
export const writeMetadata = ({ in_app_frame_mix: mix, ...texts }: IssueMetadata): string => {
  const stored: Stored = { ...texts, ...(mix && { mix: LETTERS[mix] }) };
  return JSON.stringify(stored);
};

/** Of issues that were stored before there was any, none. @param text as `writeMetadata` has made it */
export const readMetadata = (text: string): IssueMetadata => {
  const { mix, ...texts } = JSON.parse(text || '{}') as Stored;
  return { ...texts, ...(mix && { in_app_frame_mix: MIXES[mix] }) };
};
