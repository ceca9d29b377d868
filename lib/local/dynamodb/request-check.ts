import validations, { type RequestTypes } from 'dynalite/validations/index.js';
import type { Item } from './attribute-value.ts';
import { serializationError, validationError } from './errors.ts';
import { isPlainRequest } from './plain-request.ts';

export type { RequestTypes };

/** Members of older requests. The service still takes them; no current client sends them, and here they are refused. */
const LEGACY_MEMBERS = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

/** The request with all its types, bounds and enums checked, and without members nobody knows. */
export function checkRequest<T>(types: RequestTypes, input: unknown, custom?: (data: never) => string | undefined): T {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw serializationError('Start of structure expected');
  const legacy = LEGACY_MEMBERS.find(name => name in input && name in types);
  if (legacy !== undefined) throw validationError(`${legacy} is not supported: use the expression parameters instead`);
  const checked = isPlainRequest(input, types) ? { ...input } : validations.checkTypes({ ...input }, types);
  validations.checkValidations(checked, types, custom);
  return checked as T; // `types` describes T, and has just been checked
}

/** Checks the values of an item or key; normalizes its numbers in place. */
export function checkValues(item: Item): void {
  for (const name in item) {
    // `name` has just come from the item's own keys.
    const message = validations.validateAttributeValue(item[name]!);
    if (message !== undefined) throw validationError(message);
  }
}
