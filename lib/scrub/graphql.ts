import { isObject, type JsonObject } from '../protocol/json.ts';
import { hasRemark } from './remarks.ts';
import { FILTERED } from './rules/built-in.ts';
import type { Scrub } from './scrub.ts';
import { MAX_DEPTH } from './walk.ts';

/**
 * A GraphQL request's variables are user input under names that say nothing, and its response repeats them. Of a
 * request without variables nobody knows what the response repeats: its data go. As in the reference, without remarks.
 */
export function scrubGraphql(scrub: Scrub): void {
  const { request, contexts } = scrub.event;
  if (!isObject(request) || !isObject(request.data) || !isGraphql(request.api_target)) return;
  const names = filterVariables(scrub, request.data);
  const response = isObject(contexts) ? contexts.response : undefined;
  if (!isObject(response) || !isObject(response.data)) return;
  const { data } = response.data;
  if (!isObject(data)) return;
  if (names.size > 0) filterNamed(scrub, data, names, 0);
  else if (!hasRemark(scrub.event, ['request', 'data'], 'variables')) {
    delete response.data.data;
    scrub.redactions++;
  }
}

const isGraphql = (target: unknown): boolean => typeof target === 'string' && target.toLowerCase() === 'graphql';

function filterVariables(scrub: Scrub, { variables }: JsonObject): Set<string> {
  const names = new Set<string>();
  if (!isObject(variables)) return names;
  for (const name of Object.keys(variables)) {
    names.add(name);
    filter(scrub, variables, name);
  }
  return names;
}

/** Deeper than the walk's limit nothing needs a look: the walk removes it. */
function filterNamed(scrub: Scrub, data: JsonObject, names: ReadonlySet<string>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const key of Object.keys(data)) {
    const value = data[key];
    if (isObject(value)) filterNamed(scrub, value, names, depth + 1);
    else if (names.has(key)) filter(scrub, data, key);
  }
}

function filter(scrub: Scrub, holder: JsonObject, key: string): void {
  if (holder[key] === FILTERED) return;
  holder[key] = FILTERED;
  scrub.redactions++;
}
