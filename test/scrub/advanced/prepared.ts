import { prepareScrub } from '../../../lib/scrub/prepare-scrub.ts';
import { scrubEvent } from '../../../lib/scrub/scrub-event.ts';
import type { ScrubSettings } from '../../../lib/scrub/settings.ts';
import { eventOf } from '../event.ts';

/** Settings whose own rules do nothing, so that what happens is the advanced rules' doing. */
export const NOTHING_ELSE: ScrubSettings = {
  scrubData: false,
  scrubDefaults: false,
  scrubIpAddresses: false,
  sensitiveFields: [],
  safeFields: [],
};

// biome-ignore lint/suspicious/noExplicitAny: tests read deep into events of their own making
type Loose = any;

/** A config as people write it; some of them write wrong ones. */
export interface WrittenConfig {
  rules?: Record<string, object>;
  applications?: Record<string, string[]>;
}

export const withConfig = (config: WrittenConfig, settings: Partial<ScrubSettings> = {}): ScrubSettings => ({
  ...NOTHING_ELSE,
  ...settings,
  piiConfig: config as NonNullable<ScrubSettings['piiConfig']>, // wrong ones included
});

/** An event after a config's rules, and what else the settings do. */
export async function scrubbedBy(
  config: WrittenConfig,
  fields: object,
  settings: Partial<ScrubSettings> = {},
): Promise<Loose> {
  const chosen = withConfig(config, settings);
  await prepareScrub(chosen);
  return scrubEvent(eventOf(structuredClone(fields)), chosen).event;
}

/** A text under `extra` after one rule. */
export async function scrubbedText(rule: string, text: string, rules: Record<string, object> = {}): Promise<Loose> {
  const { extra } = await scrubbedBy({ rules, applications: { $string: [rule] } }, { extra: { note: text } });
  return extra.note;
}
