import type { JsonObject } from '../../protocol/json.ts';
import { isObject } from '../../protocol/json.ts';
import type { Crash } from './crash-attachment.ts';

/** What a dump is shown as while nothing has read the stack out of it. */
const VALUE = 'native crash';

/**
 * The event that a crash attachment stands for, made of what the SDK says about it. As in the reference it is native
 * and fatal with one synthetic exception; but what an SDK has found out itself is kept.
 */
export const crashEvent = (crash: Crash, said: JsonObject): JsonObject => ({
  ...said,
  platform: said.platform ?? 'native',
  level: said.level ?? 'fatal',
  ...(!hasExceptions(said) && { exception: { values: [placeholder(crash)] } }),
});

const placeholder = ({ type, mechanism }: Crash): JsonObject => ({
  type,
  value: VALUE,
  mechanism: { type: mechanism, handled: false, synthetic: true },
});

const hasExceptions = ({ exception }: JsonObject): boolean => {
  const values = isObject(exception) ? exception.values : exception;
  return Array.isArray(values) ? values.length > 0 : isObject(exception) && exception.type !== undefined;
};
