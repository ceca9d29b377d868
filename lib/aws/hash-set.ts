import type { Item } from './table.ts';
import { sketchOf, type UserSketch } from './user-sketch.ts';

/** Hashes of 8 bytes in hex, as a row holds them: a binary set, which DynamoDB has none of that are empty. */
export const hashSet = (hashes: readonly string[]) => ({ BS: hashes.map(hash => Buffer.from(hash, 'hex')) });

export const readHashes = (set: Item[string] | undefined): string[] =>
  (set?.BS ?? []).map(hash => Buffer.from(hash).toString('hex'));

/** The users of a row. */
export const readSketch = ({ users, cut }: Item): UserSketch => sketchOf(readHashes(users), cut?.BOOL ?? false);
