/** An address as the 128 bits of version 6; one of version 4 stands where that version maps it to. */
export type IpBits = bigint;

/** The longest spelling of an address. */
const MAX_ADDRESS_LENGTH = 45;
const V4_MAPPED = 0xffff_0000_0000n;
const V4_PREFIX = 96;
const ALL_BITS = 128;

/** Whether an address is in a range. */
export type IpRange = (address: IpBits) => boolean;

/** An address (`203.0.113.7`, `2001:db8::1`) or a CIDR range (`10.0.0.0/8`); `undefined` for anything else. */
export const parseIpRange = (text: string): IpRange | undefined => {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const base = parseIp(address);
  if (base === undefined) return undefined;
  const length = slash === -1 ? ALL_BITS : prefixLength(text.slice(slash + 1), address.includes(':'));
  if (length === undefined) return undefined;
  const shift = BigInt(ALL_BITS - length);
  const network = base >> shift;
  return other => other >> shift === network;
};

const prefixLength = (text: string, isV6: boolean): number | undefined => {
  const length = /^\d{1,3}$/.test(text) ? Number(text) + (isV6 ? 0 : V4_PREFIX) : ALL_BITS + 1;
  return length <= ALL_BITS ? length : undefined;
};

export const parseIp = (text: string): IpBits | undefined => {
  if (text.length > MAX_ADDRESS_LENGTH) return undefined;
  if (text.includes(':')) return parseV6(text);
  const bits = parseV4(text);
  return bits === undefined ? undefined : V4_MAPPED | bits;
};

const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

const parseV4 = (text: string): IpBits | undefined =>
  V4.test(text) ? text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) : undefined;

const parseV6 = (text: string): IpBits | undefined => {
  const [head = '', tail, ...more] = text.split('::');
  const left = readGroups(head);
  const right = tail === undefined ? [] : readGroups(tail);
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<bigint>(missing).fill(0n), ...right];
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
};

/** Groups of 16 bits; the last two may be written as an address of version 4. */
const readGroups = (text: string): bigint[] | undefined => {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1)?.includes('.') ? parts.pop() : undefined;
  const v4 = last === undefined ? undefined : parseV4(last);
  if ((last !== undefined && v4 === undefined) || !parts.every(isGroup)) return undefined;
  const groups = parts.map(part => BigInt(`0x${part}`));
  return v4 === undefined ? groups : [...groups, v4 >> 16n, v4 & 0xffffn];
};

const isGroup = (text: string): boolean => /^[0-9a-f]{1,4}$/i.test(text);
