const HEX32 = /^[\da-f]{32}$/;

/** A debug id as it is written here: lower-case, with dashes. `undefined`: it is none. */
export const readDebugId = (text: string): string | undefined => {
  const hex = text.trim().toLowerCase().replaceAll('-', '');
  if (text.length > 64 || !HEX32.test(hex)) return undefined;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
