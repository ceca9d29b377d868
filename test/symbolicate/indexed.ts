import { buildIndex, type MapPair } from '../../lib/symbolicate/build-index.ts';
import { type KeepPart, type KeptParts, openIndex } from '../../lib/symbolicate/open-index.ts';
import type { ReadBytes, SymbolIndex } from '../../lib/symbolicate/symbol-index.ts';

export function readerOf(bytes: Uint8Array): ReadBytes {
  return async (offset, length) => bytes.subarray(offset, offset + length);
}

export function indexed(pair: MapPair): Promise<SymbolIndex> {
  return openIndex(readerOf(buildIndex(pair)));
}

/** The digits of `mappings`. */
export function vlq(number: number): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let rest = number < 0 ? -number * 2 + 1 : number * 2;
  let text = '';
  do {
    text += digits.charAt((rest % 32) + (rest >= 32 ? 32 : 0));
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return text;
}

/** A map of one source that maps each character of a file to itself. */
export function identityMap(code: string): string {
  let [line, column] = [0, 0];
  const lines = code.split('\n').map((text, number) => {
    let before = 0;
    const tokens = Array.from({ length: Math.max(text.length, 1) }, (_, at) => {
      const token = [at - before, 0, number - line, at - column].map(vlq).join('');
      [before, line, column] = [at, number, at];
      return token;
    });
    return tokens.join(',');
  });
  return JSON.stringify({ version: 3, sources: ['s.js'], names: [], mappings: lines.join(';') });
}

/** Text of an original source, without an end of its last line. `undefined`: the map does not bring it along. */
export const textOf = async (index: SymbolIndex, source: number): Promise<string | undefined> => {
  const text = await index.linesOf(source, 0, Number.MAX_SAFE_INTEGER);
  const lines: string[] = [];
  for (let line = text?.line(0); line !== undefined; line = text?.line(lines.length)) lines.push(line);
  return text && lines.join('\n');
};

/** Remembers all that an index unpacks, but for what failed. */
export const keepAll = (): KeptParts => ({ blocks: keepEach(), pieces: keepEach() });

const keepEach = <Part>(): KeepPart<Part> => {
  const kept = new Map<number, Promise<{ value: Part }>>();
  return {
    get: async (number, read) => {
      const part = kept.get(number) ?? read();
      kept.set(number, part);
      part.catch(() => kept.delete(number));
      return (await part).value;
    },
  };
};
