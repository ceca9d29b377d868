export interface Ids {
  /** 32 lower-case hex digits from a cryptographic source: event ids, public keys. */
  hex32(): string;
  /** A secret of `bytes` random bytes, as lower-case hex. */
  secret(bytes: number): string;
  /** A decimal number below 2^63 that grows with time (`now` in ms): issue ids, as text. */
  issueId(now: number): string;
  /** 0 ≤ x < 1, for jitter and for choosing a shard. */
  random(): number;
}
