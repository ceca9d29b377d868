/** Things that must not rest, in the seams of made-up keys so that nobody's scanner takes them for real ones. */
export const PLANTED: readonly string[] = [
  '4111-1111-1111-1111',
  '900101-1234568',
  '010-1234-5678',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef',
  `${'AK'}IAIOSFODNN7EXAMPLE`,
  'jane.doe@example.com',
];

/** A text that has them all. */
export const PLANTED_TEXT = PLANTED.map(secret => `see ${secret}.`).join(' ');
