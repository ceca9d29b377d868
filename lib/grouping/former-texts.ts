import { FORMER_GROUPING_CONFIG, GROUPING_CONFIG } from './config.ts';
import type { RuleTexts } from './rules-of.ts';

/** Rules of people, and what is to be found of the time before them. */
export interface RuleHistory extends RuleTexts {
  /** The version before, looked up until a time in seconds since 1970; 0: always. */
  readonly secondaryGroupingConfig?: string;
  readonly secondaryGroupingExpiry: number;
  /** The stack-trace rules before, looked up until a time in milliseconds since 1970. */
  readonly former?: { readonly groupingEnhancements: string; readonly until: number };
}

/** The rules of people in the version before, and their rules of before in the version of today. @param now milliseconds since 1970 */
export const formerTexts = <S extends RuleHistory>(settings: S, now: number): S[] => {
  const { groupingConfig = GROUPING_CONFIG, former } = settings;
  const { secondaryGroupingConfig = FORMER_GROUPING_CONFIG, secondaryGroupingExpiry: expiry } = settings;
  const isChanged = former !== undefined && former.until > now;
  const isUpgrading = secondaryGroupingConfig !== groupingConfig && (expiry === 0 || expiry * 1_000 > now);
  return [
    ...(isChanged ? [{ ...settings, groupingEnhancements: former.groupingEnhancements }] : []),
    ...(isUpgrading ? [{ ...settings, groupingConfig: secondaryGroupingConfig }] : []),
  ];
};
