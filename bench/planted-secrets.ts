/** Stand in every generated event; a benchmark in which one of them comes out of the edge has measured no scrubbing. */
export const PLANTED_SECRETS = {
  token: '5up3rs3cr3t70k3n',
  card: '4111 1111 1111 1111',
  password: 'correct-horse-battery',
} as const;
