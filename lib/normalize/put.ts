/**
 * Sets a field only when there is a value: fields that were null, refused or not sent are absent from a normalized
 * event (`_meta` keeps the story), never null or undefined.
 */
export const put = <T extends object, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void => {
  if (value !== undefined) target[key] = value;
};
