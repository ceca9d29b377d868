import { isObject, type Json, type JsonObject } from '../lib/protocol/json.ts';
import { anyJson, NAMES } from './any-json.ts';
import { hostileJson } from './hostile.ts';
import { type Maker, oneIn, weighted } from './maker.ts';

/** Changes one place of a value, which is used up. */
export const mutateJson = (maker: Maker, json: Json): Json => {
  const place = findPlace(maker, json);
  if (place === undefined) return hostileJson(maker);
  const { bag, name } = place;
  weighted<() => void>(maker, [
    [4, () => put(bag, name, hostileJson(maker))],
    [2, () => put(bag, name, anyJson(maker))],
    [2, () => remove(bag, name)],
    [1, () => put(bag, maker.random.pick(NAMES), at(bag, name))],
    [1, () => put(bag, name, [at(bag, name), at(bag, name)])],
    [1, () => put(bag, name, { values: at(bag, name) })],
  ])();
  return json;
};

type Bag = Json[] | JsonObject;
interface Place {
  bag: Bag;
  name: string;
}

/** Somewhere inside: each step in may be the last. */
const findPlace = (maker: Maker, json: Json): Place | undefined => {
  let place: Place | undefined;
  let inside: Json | undefined = json;
  while (Array.isArray(inside) || isObject(inside)) {
    const names = Object.keys(inside);
    const name = names[maker.random.below(names.length)];
    if (name === undefined) return place;
    place = { bag: inside, name };
    if (oneIn(maker, 4)) return place;
    inside = at(inside, name);
  }
  return place;
};

const at = (bag: Bag, name: string): Json =>
  (Array.isArray(bag) ? bag[Number(name)] : Object.getOwnPropertyDescriptor(bag, name)?.value) ?? null;

const put = (bag: Bag, name: string, value: Json): void => {
  if (!Array.isArray(bag))
    Object.defineProperty(bag, name, { value, enumerable: true, writable: true, configurable: true });
  else if (/^\d+$/.test(name)) bag[Number(name)] = value;
  else bag.push(value);
};

const remove = (bag: Bag, name: string): void => {
  if (Array.isArray(bag)) bag.splice(Number(name), 1);
  else delete bag[name];
};
