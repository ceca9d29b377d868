import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { attributeField } from './attribute-fields.ts';
import { FREE } from './field.ts';
import { isStrict } from './is-strict.ts';
import { KEY } from './key-decisions.ts';
import type { Scrub } from './scrub.ts';
import { type Container, scrubValue } from './walk.ts';

const VALUE = 'value';

/**
 * Scrubs `{"name": {"value": …, "type": …}}` at `slot` of its holder, in place. An attribute goes by its own name, as if
 * it were a field of an event; `_meta` keeps what was taken below its `value`.
 */
export function scrubAttributes(scrub: Scrub, holder: JsonObject, slot: string): void {
  const attributes = holder[slot];
  if (!isObject(attributes)) {
    delete holder[slot]; // a text or a list has no names to go by
    return;
  }
  scrub.at.push(slot);
  scrub.names.push(slot);
  for (const name of Object.keys(attributes)) {
    const attribute = attributes[name];
    if (isObject(attribute)) scrubAttribute(scrub, name, attribute);
    else scrubNamed(scrub, attributes, name, name);
  }
  scrub.names.pop();
  scrub.at.pop();
}

function scrubAttribute(scrub: Scrub, name: string, attribute: JsonObject): void {
  scrub.at.push(name);
  for (const part of Object.keys(attribute)) {
    if (part !== VALUE) scrubValue(scrub, attribute, part, part, 0, FREE);
  }
  scrubNamed(scrub, attribute, VALUE, name);
  scrub.at.pop();
}

/** Each item of a list is what a single value of that name would be; two of them are no pair here. */
function scrubNamed(scrub: Scrub, holder: JsonObject, slot: string, name: string): void {
  const key = scrub.profile.keys.of(name);
  const field = attributeField(name, { strict: isStrict(scrub.profile) });
  const value = holder[slot];
  if (!Array.isArray(value) || (key & KEY.falls) !== 0) {
    scrubValue(scrub, holder, slot, name, key, field);
    return;
  }
  scrub.at.push(slot);
  const items = value as unknown as Container; // indexing is the same for both
  for (let i = 0; i < value.length; i++) scrubValue(scrub, items, i, name, key, field);
  scrub.at.pop();
}

/** Leaves out what scrubbing took altogether: a value of no type would be none. */
export function dropValueless(attributes: Json | undefined): void {
  if (!isObject(attributes)) return;
  for (const name of Object.keys(attributes)) {
    const attribute = attributes[name];
    if (!isObject(attribute)) continue;
    if (attribute.value === null) delete attributes[name];
    else if (Array.isArray(attribute.value)) attribute.value = attribute.value.filter(item => item !== null);
  }
}
