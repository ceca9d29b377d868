import { createHash } from 'node:crypto';
import { recent } from '../protocol/recent.ts';

/**
 * Receipts of a project are spread over this many items a second: at 1,000 events a second each holds some 83 entries.
 * More items would each cost a write of their own, fewer would overflow one condition (`MAX_RECEIPT_NAMES`).
 */
export const RECEIPT_SHARDS = 12;
/** Of an id's digest: within one second and shard a collision has a chance of one in 2^64. */
const NAME_BYTES = 8;
/** A batch asks for each of its ids a few times. */
const MAX_REMEMBERED = 4_096;

/** Where an event's or message's entry stands among the receipts of its second. */
export interface ReceiptPlace {
  shard: number;
  /** The attribute's name. */
  name: string;
}

/**
 * By a digest of the whole id, because senders make ids as they like: in sequence, with the time first, or with what they
 * are themselves last, as version 1 UUIDs. No part of an id tells two of them apart, and none spreads them.
 */
export const receiptPlace = (id: string): ReceiptPlace => {
  const known = places.get(id);
  if (known) return known;
  const digest = createHash('sha256').update(id).digest();
  const place = {
    shard: digest.readUInt32BE(NAME_BYTES) % RECEIPT_SHARDS,
    name: digest.subarray(0, NAME_BYTES).toString('base64url'),
  };
  places.set(id, place);
  return place;
};

// Pure all the same: what an id leads to never changes.
const places = recent<ReceiptPlace>(MAX_REMEMBERED);
