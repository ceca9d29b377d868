import type { Attributes } from '../../protocol/attributes.ts';
import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { Refusal } from '../../protocol/refusal.ts';
import { addAttributes } from './any-value.ts';

/** Where a request keeps its records: resources hold scopes, scopes hold records. */
export interface Places {
  resources: string;
  scopes: string;
  records: string;
}

/** A record of a request. */
export interface Placed {
  record: Json;
  /** The attributes of its resource and scope: not to be changed. */
  shared: () => Attributes;
}

/** The records of a request one by one. Throws a `Refusal` where something else stands than the lists of the protocol. */
export function* walkScopes(request: JsonObject, places: Places): Generator<Placed> {
  for (const member of listOf(request, places.resources)) {
    const resource = objectOf(member, places.resources);
    const ofResource = lazy(() => resourceAttributes(resource));
    for (const scope of listOf(resource, places.scopes).map(one => objectOf(one, places.scopes))) {
      const shared = lazy(() => ({ ...ofResource(), ...scopeAttributes(scope) }));
      for (const record of listOf(scope, places.records)) yield { record, shared };
    }
  }
}

/**
 * Made when a record asks, which then writes it out and is bounded in that: a request of nothing but scopes costs no more
 * than its own size, however much their resource says.
 */
const lazy = (make: () => Attributes): (() => Attributes) => {
  let made: Attributes | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** Sentry's names: `resource.service.name`. */
const resourceAttributes = ({ resource }: JsonObject): Attributes => {
  const attributes: Attributes = {};
  if (isObject(resource)) addAttributes(attributes, resource.attributes, 'resource.');
  return attributes;
};

/** `instrumentation.name`. */
const scopeAttributes = ({ scope }: JsonObject): Attributes => {
  const attributes: Attributes = {};
  if (!isObject(scope)) return attributes;
  addAttributes(attributes, scope.attributes, 'instrumentation.');
  for (const key of ['name', 'version']) {
    const value = scope[key];
    if (typeof value === 'string' && value !== '') attributes[`instrumentation.${key}`] = { type: 'string', value };
  }
  return attributes;
};

const listOf = (parent: JsonObject, name: string): Json[] => {
  const list = parent[name];
  if (Array.isArray(list)) return list;
  if (list === undefined || list === null) return [];
  throw new Refusal('invalid_json', [`${name} is no list`]);
};

const objectOf = (member: Json, name: string): JsonObject => {
  if (isObject(member)) return member;
  throw new Refusal('invalid_json', [`a member of ${name} is no object`]);
};
