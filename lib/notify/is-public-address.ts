import { type IpRange, parseIp, parseIpRange } from '../filter/ip-range.ts';

/**
 * Where nobody's public server is (IANA's special-purpose registries): this host and its networks, carriers' and private
 * networks, link-local addresses with those of cloud metadata, documentation, multicast, and what is reserved. Addresses
 * of version 6 that carry one of version 4 (mapped, translated, 6to4, Teredo) are none that a name should lead to.
 */
const CLOSED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of version 6 only these are given to public networks; what is special within them stands below. */
const GLOBAL_V6 = '2000::/3';
const CLOSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

// Ranges that stand here in the source can be read.
const rangeOf = (text: string): IpRange => parseIpRange(text) ?? (() => true);
const closed = [...CLOSED, ...CLOSED_V6].map(rangeOf);
const globalV6 = rangeOf(GLOBAL_V6);

/** Whether a connection to an address leaves for the public net. What is no address is not public. */
export const isPublicAddress = (address: string): boolean => {
  const bits = parseIp(address);
  if (bits === undefined || closed.some(range => range(bits))) return false;
  return !address.includes(':') || globalV6(bits);
};
