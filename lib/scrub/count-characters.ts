/** Code points: `_meta` counts as the reference does. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += text.codePointAt(i)! > 0xffff ? 2 : 1) count++; // i is below the length
  return count;
}
