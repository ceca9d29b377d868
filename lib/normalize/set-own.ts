import type { Json } from '../protocol/json.ts';

/** Sets a key that came from outside: a plain assignment of `__proto__` would change the object's prototype instead. */
export const setOwn = (target: { [key: string]: Json | undefined }, key: string, value: Json): void => {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
};
