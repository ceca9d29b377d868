import { TYPE } from './advanced/value-type.ts';
import { FREE } from './field.ts';
import { KEY } from './key-decisions.ts';
import type { ByteRange } from './minidump-format.ts';
import type { Profile } from './profile.ts';
import { FILTERED } from './rules/built-in.ts';
import { isSafe, type Root } from './safe-fields.ts';

const NUL = 0;
const EQUALS = 0x3d;
const FILLER = '*';
const WRITTEN = /^(?:\[Filtered\])?\**$/;
/** In characters; a longer name is none. */
const MAX_NAME = 200;
const OPTION = /^--?([\w-]+)$/;

/**
 * Overwrites in place, in a list of texts that end in NUL, the values of secret names: of `NAME=value` in an environment,
 * and of `--name=value` and `--name value` in a command line. Gives their number.
 */
export function overwriteVariables(bytes: Buffer, [start, end]: ByteRange, profile: Profile): number {
  let count = 0;
  let option: string | undefined;
  for (let at = start; at < end; ) {
    const next = endOf(bytes, at, end);
    const { name, valueAt } = split(bytes, at, next);
    const known = name ?? option;
    if (known !== undefined && isSecretName(profile, known)) count += fill(bytes, valueAt, next);
    option = name === undefined ? optionName(bytes, at, next) : undefined;
    at = next + 1;
  }
  return count;
}

function endOf(bytes: Buffer, at: number, end: number): number {
  const nul = bytes.subarray(at, end).indexOf(NUL);
  return nul < 0 ? end : at + nul;
}

function split(bytes: Buffer, start: number, end: number): { name: string | undefined; valueAt: number } {
  const equals = bytes.subarray(start, Math.min(end, start + MAX_NAME)).indexOf(EQUALS);
  if (equals <= 0) return { name: undefined, valueAt: start };
  return { name: bytes.toString('utf8', start, start + equals), valueAt: start + equals + 1 };
}

const optionName = (bytes: Buffer, start: number, end: number): string | undefined =>
  end - start > MAX_NAME ? undefined : OPTION.exec(bytes.toString('utf8', start, end))?.[1];

const MEMORY: Root = { field: FREE, types: TYPE.minidump };

const isSecretName = ({ keys, safe }: Profile, name: string): boolean =>
  (keys.judge(name) & KEY.falls) !== 0 && !isSafe(safe, MEMORY, [], name, TYPE.string);

function fill(bytes: Buffer, start: number, end: number): number {
  const room = end - start;
  if (WRITTEN.test(bytes.toString('latin1', start, end))) return 0;
  bytes.write(room < FILTERED.length ? FILLER.repeat(room) : FILTERED.padEnd(room, FILLER), start, room, 'latin1');
  return 1;
}
