import type { OrganizationScrub, ScrubSettings } from '../ports/key-store.ts';
import { isObject, type Json } from '../protocol/json.ts';
import type { PiiConfig } from '../protocol/pii-config.ts';
import type { ScrubbingJson, ScrubbingUpdate } from './contract/scrubbing.ts';
import { deeperThan, MAX_DEPTH } from './read-body.ts';
import { refuseFields } from './refusal.ts';

/** What a project and an organization have in common. */
type Scrubbing = Pick<OrganizationScrub, keyof ScrubSettings & keyof OrganizationScrub>;

/** A change of scrubbing that was found to be sound. */
export type ScrubbingChange = <S extends Scrubbing>(scrub: S) => S;

/** Faults of advanced rules that one answer names. */
const MAX_FAULTS = 10;

/** What an update says of scrubbing, or a refusal that says what is wrong with its advanced rules. */
export const readScrubbing = async (update: ScrubbingUpdate): Promise<ScrubbingChange> => {
  const { dataScrubber, dataScrubberDefaults, scrubIPAddresses, sensitiveFields, safeFields } = update;
  const rules = await readPiiConfig(update.relayPiiConfig);
  return scrub => {
    const { piiConfig: before, ...rest } = scrub;
    const piiConfig = rules === undefined ? before : rules.config;
    // Of all that is in `S` only `piiConfig` was taken out, and it is put in again where there is one.
    return {
      ...rest,
      ...(dataScrubber !== undefined && { scrubData: dataScrubber }),
      ...(dataScrubberDefaults !== undefined && { scrubDefaults: dataScrubberDefaults }),
      ...(scrubIPAddresses !== undefined && { scrubIpAddresses: scrubIPAddresses }),
      ...(sensitiveFields !== undefined && { sensitiveFields }),
      ...(safeFields !== undefined && { safeFields }),
      ...(piiConfig !== undefined && { piiConfig }),
    } as typeof scrub;
  };
};

export const presentScrubbing = (scrub: Scrubbing): ScrubbingJson => ({
  dataScrubber: scrub.scrubData,
  dataScrubberDefaults: scrub.scrubDefaults,
  scrubIPAddresses: scrub.scrubIpAddresses,
  sensitiveFields: scrub.sensitiveFields,
  safeFields: scrub.safeFields,
  relayPiiConfig: scrub.piiConfig === undefined ? null : JSON.stringify(scrub.piiConfig),
});

/** `undefined`: nothing was said; without a `config`: the rules are to go. */
const readPiiConfig = async (text: string | null | undefined): Promise<{ config?: PiiConfig } | undefined> => {
  if (text === undefined) return undefined;
  if (text === null || text.trim() === '') return {};
  const value = parseJson(text);
  if (isObject(value) && Object.keys(value).length === 0) return {};
  // Checking takes the engine of patterns, which few requests need.
  const { checkPiiConfig } = await import('../scrub/advanced/check-pii-config.ts');
  const checked = await checkPiiConfig(value);
  if ('config' in checked) return checked;
  throw refuseFields(checked.faults.slice(0, MAX_FAULTS).map(why => ({ field: 'relayPiiConfig', why })));
};

const parseJson = (text: string): Json => {
  const value = decode(text);
  if (deeperThan(value, MAX_DEPTH))
    throw refuseFields([{ field: 'relayPiiConfig', why: `deeper than ${MAX_DEPTH} levels` }]);
  return value;
};

const decode = (text: string): Json => {
  try {
    // JSON.parse returns nothing but Json.
    return JSON.parse(text) as Json;
  } catch {
    throw refuseFields([{ field: 'relayPiiConfig', why: 'expected JSON as text' }]);
  }
};
