import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { makeMetaAt, noteRemoval } from '../remarks.ts';
import { ipv4Address, ipv6Address } from '../rules/ip-address.ts';
import type { Ranges } from '../rules/rule.ts';

/** As in the reference. */
const MOVED = 'pii:ip_address';

/** The address of an event's user. */
export const addressOf = ({ user }: JsonObject): Json | undefined => (isObject(user) ? user.ip_address : undefined);

/**
 * An address that was hashed is no address any more, and yet tells users apart: as in the reference it becomes the id
 * of a user who is known by nothing else. `before` is the address before the rules.
 */
export function moveRedactedAddress(event: JsonObject, before: Json | undefined): void {
  const { user } = event;
  if (!isObject(user) || user.ip_address === before || !isAddress(before)) return;
  const { ip_address: after } = user;
  if (typeof after !== 'string' || after === '' || isAddress(after)) return;
  if ([user.id, user.username, user.email].some(known => known !== undefined && known !== null)) return;
  user.id = after;
  user.ip_address = null;
  moveMeta(event);
}

const isAddress = (value: Json | undefined): boolean =>
  typeof value === 'string' && [ipv4Address, ipv6Address].some(({ find }) => isWhole(find(value), value));

const isWhole = ([start, end]: Ranges, text: string): boolean => start === 0 && end === text.length;

function moveMeta(event: JsonObject): void {
  const meta = isObject(event._meta) && isObject(event._meta.user) ? event._meta.user : undefined;
  if (meta !== undefined) {
    meta.id = meta.ip_address;
    delete meta.ip_address;
  }
  noteRemoval(makeMetaAt(event, ['user'], 'ip_address'), MOVED);
}
