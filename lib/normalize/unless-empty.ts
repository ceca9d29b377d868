/** An object or list with something in it; an empty one says no more than none. */
export const unlessEmpty = <T extends object>(value: T | undefined): T | undefined => {
  for (const _ in value) return value;
  return undefined;
};
