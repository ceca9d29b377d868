import type { Json } from '../../protocol/json.ts';
import type { PiiConfig } from '../../protocol/pii-config.ts';
import { loadPatternEngine } from './pattern-engine.ts';
import { hasPatterns, readPiiConfig } from './read-pii-config.ts';

/** More faults than this are not told. */
const MAX_FAULTS = 20;

/**
 * Whether a config of advanced rules may be stored: as it is, or what is wrong with it, each fault with its place, as
 * `applications."$nope" has an unknown type …`. Fields that nobody knows are no fault.
 */
export const checkPiiConfig = async (value: unknown): Promise<{ config: PiiConfig } | { faults: string[] }> => {
  const config = value as Json | undefined; // it comes from JSON, and is read as untrusted
  if (hasPatterns(config)) await loadPatternEngine();
  const { faults } = readPiiConfig(config);
  if (faults.length > 0) return { faults: faults.slice(0, MAX_FAULTS) };
  return { config: value as PiiConfig }; // without faults it is one
};
